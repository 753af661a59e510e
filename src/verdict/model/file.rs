//! The file of a model: numbers in a row, little end first, each list after its length.

use super::{BITS, Calibration, Class, Model, Named, Parts, ROW, SOURCE_BITS, Weights};
use crate::verdict::features::Kept;

/// First bytes of a model.
const MAGIC: &[u8; 4] = b"MTV2";

impl Model {
    /// Reads what [`Parts::to_bytes`] wrote; `None` for anything else.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let mut parts = Parts {
            function: input.numbers()?,
            common: input.numbers()?,
            weights: Weights {
                scale: input.fraction()?,
                base: input.fraction()?,
                slots: Vec::new(),
            },
            calibration: Calibration {
                slope: input.fraction()?,
                slope_by_length: input.fraction()?,
                base: input.fraction()?,
                marks: input.fraction()?,
            },
            likeness: input.fraction()?,
            power: input.fraction()?,
            sharpness: input.fraction()?,
            source_scale: input.fraction()?,
            ..Parts::default()
        };
        for bounds in &mut parts.bounds.0 {
            *bounds = (input.fraction()?, input.fraction()?);
        }
        for _ in 0..input.number()? {
            let (base, bias) = (input.fraction()?, input.fraction()?);
            parts.classes.push(Class { code: input.text()?, base, bias });
        }
        for _ in 0..input.number()? {
            let slot = input.number()?;
            parts.named.push(Named { slot, name: input.text()? });
        }
        let (checks, weights) = (input.bytes()?, input.bytes()?);
        parts.weights.slots = checks
            .iter()
            .zip(weights)
            .map(|(&check, &weight)| (check, weight.cast_signed()))
            .collect();
        parts.source_weights = input.bytes()?.iter().map(|byte| byte.cast_signed()).collect();
        let sized = checks.len() == 1 << BITS
            && weights.len() == 1 << BITS
            && (parts.classes.is_empty() || parts.source_weights.len() == ROW << SOURCE_BITS)
            && parts.classes.len() <= ROW
            && parts.named.iter().all(|named| named.slot < 1 << BITS);
        let kept = Kept::new(&parts.function, &parts.common);
        (sized && input.0.is_empty()).then_some(Self { parts, kept })
    }
}

impl Parts {
    /// The file of the model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let number = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
        let text = |out: &mut Vec<u8>, text: &str| {
            number(out, text.len());
            out.extend(text.as_bytes());
        };
        for hashes in [&self.function, &self.common] {
            number(&mut out, hashes.len());
            hashes.iter().for_each(|&hash| number(&mut out, hash as usize));
        }
        let Calibration { slope, slope_by_length, base, marks } = self.calibration;
        let fractions = [
            self.weights.scale,
            self.weights.base,
            slope,
            slope_by_length,
            base,
            marks,
            self.likeness,
            self.power,
            self.sharpness,
            self.source_scale,
        ];
        fractions.iter().for_each(|fraction| out.extend(fraction.to_le_bytes()));
        let bounds = self.bounds.0.iter().flat_map(|&(least, most)| [least, most]);
        bounds.for_each(|bound| out.extend(bound.to_le_bytes()));
        number(&mut out, self.classes.len());
        for class in &self.classes {
            out.extend(class.base.to_le_bytes());
            out.extend(class.bias.to_le_bytes());
            text(&mut out, &class.code);
        }
        number(&mut out, self.named.len());
        for named in &self.named {
            number(&mut out, named.slot as usize);
            text(&mut out, &named.name);
        }
        let slots = &self.weights.slots;
        let bytes: [Vec<u8>; 3] = [
            slots.iter().map(|slot| slot.0).collect(),
            slots.iter().map(|slot| slot.1.cast_unsigned()).collect(),
            self.source_weights.iter().map(|weight| weight.cast_unsigned()).collect(),
        ];
        for bytes in bytes {
            number(&mut out, bytes.len());
            out.extend(bytes);
        }
        out
    }
}

/// What is left of a file.
struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn fraction(&mut self) -> Option<f32> {
        self.number().map(f32::from_bits)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        (0..self.number()?).map(|_| self.number()).collect()
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }
}
