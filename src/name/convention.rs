//! The ways of writing foreign names that presses follow, and sets and costs over them.
//!
//! A convention is named by the language of its press (`fr` writes *Kouleba*), by `sci` for the scholarly transliteration, or by a
//! system that is older than today's press or comes by way of a third language (`via-ru`: *Tszinpin*). Every convention has a lane:
//! a reading of a name costs something in each, and a lane that is [`NEVER`] cannot have written it.

/// Codes of all conventions; their order is that of the lanes.
pub const CODES: [&str; 20] = [
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sv", "fi", "hu", "ro", "tr", "ca", "hr",
    "sci", "wg", "efeo", "via-ru",
];

/// Conventions that every table has as columns; the others are for the tables that know them.
pub const REQUIRED: usize = 17;

/// Lanes of a [`Costs`]: a few more than conventions, so that sums are two machine words of bytes wide.
pub const LANES: usize = 32;

/// Cost of what a convention never writes.
pub const NEVER: u8 = 255;

/// One convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Convention(u8);

impl Convention {
    /// English press.
    pub const ENGLISH: Self = Self(0);

    /// The convention with this code. Languages near to one of ours write as it does (Danish as Swedish).
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        let near = match primary {
            "da" | "nb" | "no" | "nn" => "sv",
            "sk" => "cs",
            "sl" | "sr" | "bs" => "hr",
            "az" => "tr",
            _ if code == "via-ru" => code,
            other => other,
        };
        CODES.iter().position(|known| *known == near).map(|at| Self(at as u8))
    }

    /// All conventions.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CODES.len() as u8).map(Self)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        CODES[usize::from(self.0)]
    }

    /// Its lane.
    pub fn lane(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of conventions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conventions(u32);

impl Conventions {
    /// The set with one more.
    #[must_use]
    pub fn with(self, convention: Convention) -> Self {
        Self(self.0 | 1 << convention.0)
    }

    /// Whether it holds this one.
    pub fn contains(self, convention: Convention) -> bool {
        self.0 >> convention.0 & 1 == 1
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its members in the order of the lanes.
    pub fn iter(self) -> impl Iterator<Item = Convention> {
        Convention::all().filter(move |convention| self.contains(*convention))
    }
}

/// What a reading costs in each convention, in twentieths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs(pub [u8; LANES]);

impl Costs {
    /// Nothing, everywhere.
    pub const FREE: Self = Self([0; LANES]);
    /// Impossible everywhere.
    pub const NEVER: Self = Self([NEVER; LANES]);

    /// Lane by lane, saturating at [`NEVER`].
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum = sum.saturating_add(*more);
        }
        self
    }

    /// The same amount in every lane.
    #[must_use]
    pub fn plus_all(mut self, more: u8) -> Self {
        for sum in &mut self.0 {
            *sum = sum.saturating_add(more);
        }
        self
    }

    /// The lowest cost.
    pub fn least(&self) -> u8 {
        self.0.iter().copied().min().unwrap_or(NEVER)
    }

    /// Whether no lane is cheaper here than in `other`.
    pub fn nowhere_below(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own >= other)
    }

    /// The conventions that have the lowest cost.
    pub fn best(&self) -> Conventions {
        let least = self.least();
        let mut set = Conventions::default();
        for convention in Convention::all() {
            if least < NEVER && self.0[convention.lane()] == least {
                set = set.with(convention);
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_lanes_and_back() {
        for (lane, code) in CODES.iter().enumerate() {
            assert_eq!(Convention::from_code(code).map(Convention::lane), Some(lane));
        }
        assert_eq!(Convention::from_code("pt-BR"), Convention::from_code("pt"));
        assert_eq!(Convention::from_code("xx"), None);
    }

    #[test]
    fn a_lane_that_is_impossible_stays_so() {
        let mut costs = Costs::FREE;
        costs.0[3] = NEVER;
        assert_eq!(costs.plus(&Costs::FREE.plus_all(9)).0[3], NEVER);
        assert_eq!(costs.least(), 0);
        assert!(!costs.best().contains(Convention(3)));
    }
}
