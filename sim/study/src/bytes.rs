//! Numbers and texts as bytes; reading restores the same bits.

/// Writes values in sequence.
#[derive(Debug)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn new(head: &[u8]) -> Self {
        Writer(head.to_vec())
    }

    pub(crate) fn count(&mut self, count: u64) {
        self.0.extend_from_slice(&count.to_le_bytes());
    }

    pub(crate) fn number(&mut self, number: f64) {
        self.count(number.to_bits());
    }

    pub(crate) fn value(&mut self, value: Option<f64>) {
        self.0.push(value.is_some().into());
        self.number(value.unwrap_or_default());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// The length, then each item.
    pub(crate) fn all<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.count(items.len() as u64);
        items.iter().for_each(|item| write(self, item));
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Reads the output of a [`Writer`]; `None` where the bytes do not fit.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(head: &[u8], bytes: &'a [u8]) -> Option<Self> {
        bytes.strip_prefix(head).map(Reader)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn count(&mut self) -> Option<u64> {
        self.take(8)?.first_chunk().map(|word| u64::from_le_bytes(*word))
    }

    pub(crate) fn number(&mut self) -> Option<f64> {
        self.count().map(f64::from_bits)
    }

    pub(crate) fn value(&mut self) -> Option<Option<f64>> {
        let is_some = self.take(1)?[0];
        let number = self.number()?;
        match is_some {
            0 => Some(None),
            1 => Some(Some(number)),
            _ => None,
        }
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = self.length()?;
        core::str::from_utf8(self.take(length)?).ok()
    }

    /// A length of items of at least a byte each, so that it cannot allocate more memory than there
    /// are bytes.
    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.count()?).ok().filter(|length| *length <= self.0.len())
    }

    pub(crate) fn all<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length()?;
        (0..length).map(|_| read(self)).collect()
    }

    /// Whether everything has been read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}
