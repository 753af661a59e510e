//! Bytes of a file, unpacked.
//!
//! A packed file is read member by member (frame by frame). When one is damaged the reader says where, looks for the next that can
//! be read, and goes on there: one bad block of a crawl must not cost the rest of it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

use super::input::{Input, Packing};

/// Bytes read from a file at once.
const READ: usize = 128 * 1024;

/// Bytes that a candidate must give before it is taken for a member. Damage leaves bytes behind that look like a start.
const PROBE: usize = 16 * 1024;

/// What a read came to.
pub(super) enum Filled {
    /// There are more bytes.
    More,
    /// There is no more.
    End,
    /// Something is damaged here; what follows is unpacked after it. At which byte of the file, and why.
    Damaged(u64, String),
}

/// Gives the bytes of a file.
pub(super) enum Bytes {
    Plain(Box<dyn Read + Send>),
    Packed(Packed),
}

/// The members of a packed file.
pub(super) struct Packed {
    packing: Packing,
    state: State,
    /// Where the member begins.
    start: u64,
}

enum State {
    Between(BufReader<File>),
    Gzip(Box<GzDecoder<BufReader<File>>>),
    #[cfg(feature = "zstd")]
    Zstd(Box<zstd::stream::read::Decoder<'static, BufReader<File>>>),
    Ended,
}

impl Bytes {
    pub(super) fn open(input: &Input) -> io::Result<Self> {
        if input.is_stdin() {
            return Ok(Self::Plain(Box::new(io::stdin())));
        }
        let file = File::open(&input.path)?;
        if input.packing == Packing::None {
            return Ok(Self::Plain(Box::new(file)));
        }
        let state = State::Between(BufReader::with_capacity(READ, file));
        Ok(Self::Packed(Packed { packing: input.packing, state, start: 0 }))
    }

    /// Adds the next bytes to `out`.
    pub(super) fn fill(&mut self, out: &mut Vec<u8>) -> io::Result<Filled> {
        match self {
            Self::Plain(reader) => Ok(match append(reader, out)? {
                0 => Filled::End,
                _ => Filled::More,
            }),
            Self::Packed(packed) => packed.fill(out),
        }
    }
}

/// Reads once; how many bytes came.
fn append(reader: &mut impl Read, out: &mut Vec<u8>) -> io::Result<usize> {
    let before = out.len();
    out.resize(before + READ, 0);
    let read = loop {
        match reader.read(&mut out[before..]) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    out.truncate(before + *read.as_ref().unwrap_or(&0));
    read
}

impl Packed {
    fn fill(&mut self, out: &mut Vec<u8>) -> io::Result<Filled> {
        loop {
            let read = match &mut self.state {
                State::Ended => return Ok(Filled::End),
                State::Between(reader) => {
                    if reader.fill_buf()?.is_empty() {
                        return Ok(Filled::End);
                    }
                    self.start = reader.stream_position()?;
                    self.begin()?;
                    continue;
                }
                State::Gzip(decoder) => append(decoder, out),
                #[cfg(feature = "zstd")]
                State::Zstd(decoder) => append(decoder, out),
            };
            match read {
                Ok(0) => self.state = State::Between(self.reader()),
                Ok(_) => return Ok(Filled::More),
                Err(e) => return self.after_damage(&e),
            }
        }
    }

    /// Begins the member at the place of the reader.
    fn begin(&mut self) -> io::Result<()> {
        let reader = self.reader();
        self.state = match self.packing {
            #[cfg(feature = "zstd")]
            Packing::Zstd => State::Zstd(Box::new(
                zstd::stream::read::Decoder::with_buffer(reader)?.single_frame(),
            )),
            _ => State::Gzip(Box::new(GzDecoder::new(reader))),
        };
        Ok(())
    }

    /// The reader, taken out of whatever uses it.
    fn reader(&mut self) -> BufReader<File> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Between(reader) => reader,
            State::Gzip(decoder) => decoder.into_inner(),
            #[cfg(feature = "zstd")]
            State::Zstd(decoder) => decoder.finish(),
            State::Ended => unreachable!("nothing is read after the end"),
        }
    }

    /// Goes on at the next member that can be read.
    fn after_damage(&mut self, error: &io::Error) -> io::Result<Filled> {
        let damage = Filled::Damaged(self.start, format!("damaged: {error}"));
        if error.kind() == io::ErrorKind::UnexpectedEof {
            self.state = State::Ended;
            return Ok(Filled::Damaged(
                self.start,
                "cut off: the file ends inside what begins here".to_owned(),
            ));
        }
        let mut reader = self.reader();
        let mut from = self.start + 1;
        while let Some(at) = self.next_start(&mut reader, from)? {
            reader.seek(SeekFrom::Start(at))?;
            self.start = at;
            self.state = State::Between(reader);
            self.begin()?;
            let sound = self.probe();
            reader = self.reader();
            if sound {
                reader.seek(SeekFrom::Start(at))?;
                self.state = State::Between(reader);
                return Ok(damage);
            }
            from = at + 1;
        }
        self.state = State::Ended;
        Ok(damage)
    }

    /// Whether the member that was begun can be read a good way.
    fn probe(&mut self) -> bool {
        let mut bytes = Vec::new();
        let read = match &mut self.state {
            State::Gzip(decoder) => decoder.take(PROBE as u64).read_to_end(&mut bytes),
            #[cfg(feature = "zstd")]
            State::Zstd(decoder) => decoder.take(PROBE as u64).read_to_end(&mut bytes),
            _ => return false,
        };
        read.is_ok_and(|read| read > 0)
    }

    /// The next place at or after `from` where a member may begin.
    fn next_start(&self, reader: &mut BufReader<File>, from: u64) -> io::Result<Option<u64>> {
        let sign: &[u8] = match self.packing {
            Packing::Zstd => &[0x28, 0xB5, 0x2F, 0xFD],
            _ => &[0x1F, 0x8B, 0x08],
        };
        reader.seek(SeekFrom::Start(from))?;
        let (mut window, mut base) = (Vec::new(), from);
        loop {
            let read = append(reader, &mut window)?;
            if let Some(at) = memchr::memmem::find(&window, sign) {
                return Ok(Some(base + at as u64));
            }
            if read == 0 {
                return Ok(None);
            }
            // A sign may lie across two reads.
            let keep = window.len().min(sign.len() - 1);
            base += (window.len() - keep) as u64;
            window.drain(..window.len() - keep);
        }
    }
}

/// Packs bytes as one member, so that members one after another are a file.
pub(super) fn pack(bytes: Vec<u8>, packing: Packing) -> io::Result<Vec<u8>> {
    match packing {
        Packing::None => Ok(bytes),
        Packing::Gzip => {
            let level = flate2::Compression::new(4);
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            io::Write::write_all(&mut encoder, &bytes)?;
            encoder.finish()
        }
        #[cfg(feature = "zstd")]
        Packing::Zstd => zstd::stream::encode_all(&bytes[..], 3),
        #[cfg(not(feature = "zstd"))]
        Packing::Zstd => Err(io::ErrorKind::Unsupported.into()),
    }
}
