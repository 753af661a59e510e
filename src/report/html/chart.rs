//! Charts as inline SVG, each with its numbers as a table: the table is what is read aloud, printed in black and white and copied.

use std::fmt::Write as _;

use super::escape::line;

/// Width of a chart, in its own units: that of a telephone, so that letters keep their size there.
const WIDTH: usize = 360;
/// Where bars begin, behind their names.
const LEFT: usize = 110;
/// Room for the number after a bar.
const RIGHT: usize = 44;
const ROW: usize = 24;

/// One bar: a name, a number, and how much of it is of a kind that is set off.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) all: usize,
    pub(super) part: usize,
}

/// Bars that lie, one under another, and their table.
pub(super) fn bars(
    out: &mut String,
    title: &str,
    names: &str,
    all: &str,
    part: Option<&str>,
    bars: &[Bar],
) {
    let Some(most) = bars.iter().map(|bar| bar.all).max().filter(|&most| most > 0) else { return };
    let height = bars.len() * ROW + 4;
    let _ = write!(
        out,
        "<figure><figcaption>{0}</figcaption><svg class=chart viewBox=\"0 0 {WIDTH} {height}\" role=img aria-label=\"{0}; the table has the numbers\">",
        line(title)
    );
    let wide = |n: usize| (WIDTH - LEFT - RIGHT) * n / most;
    for (number, bar) in bars.iter().enumerate() {
        let (top, middle) = (number * ROW + 4, number * ROW + 17);
        let width = wide(bar.all).max(usize::from(bar.all > 0));
        let _ = write!(
            out,
            "<text x={} y={middle} text-anchor=end>{}</text><rect class=all x={LEFT} y={top} width={width} height=18 />",
            LEFT - 8,
            line(&bar.name)
        );
        if part.is_some() && bar.part > 0 {
            let _ = write!(
                out,
                "<rect class=part x={LEFT} y={top} width={} height=18 />",
                wide(bar.part).max(1)
            );
        }
        let _ = write!(out, "<text x={} y={middle}>{}</text>", LEFT + width + 6, bar.all);
    }
    out.push_str("</svg>");
    if let Some(part) = part {
        let _ = write!(out, "<p class=legend><span class=part></span> {}</p>", line(part));
    }
    let _ = write!(
        out,
        "<details><summary>The numbers</summary><table><thead><tr><th scope=col>{names}<th scope=col class=num>{all}"
    );
    if let Some(part) = part {
        let _ = write!(out, "<th scope=col class=num>{}", line(part));
    }
    out.push_str("</thead><tbody>");
    for bar in bars {
        let _ = write!(out, "<tr><th scope=row>{}<td class=num>{}", line(&bar.name), bar.all);
        if part.is_some() {
            let _ = write!(out, "<td class=num>{}", bar.part);
        }
    }
    out.push_str("</tbody></table></details></figure>\n");
}
