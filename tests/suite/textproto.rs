//! A reader of the protobuf text format, as far as the CEL conformance data uses it.
//!
//! It knows no schema: a message is a list of named values, a value is a text or a message. Strings are bytes, because the
//! format escapes bytes, and adjacent strings are one.

use std::iter::Peekable;
use std::str::CharIndices;

/// A message: its fields in order; a repeated one comes more than once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    pub fields: Vec<(String, Value)>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, a word like `true`, or the name of an enum value, as it is written.
    Word(String),
    /// A string.
    Bytes(Vec<u8>),
    /// A message.
    Message(Message),
}

impl Message {
    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// The first message of that name.
    pub fn message(&self, name: &str) -> Option<&Message> {
        match self.get(name)? {
            Value::Message(message) => Some(message),
            _ => None,
        }
    }

    /// All messages of that name.
    pub fn messages<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m Message> {
        self.fields.iter().filter_map(move |(field, value)| match value {
            Value::Message(message) if field == name => Some(message),
            _ => None,
        })
    }

    /// The first string of that name, when it is UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The first word of that name.
    pub fn word(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// Reads a whole file.
pub fn read(text: &str) -> Message {
    let mut reader = Reader { text, characters: text.char_indices().peekable() };
    let message = reader.fields();
    assert!(reader.peek().is_none(), "the file ends with its last field");
    message
}

struct Reader<'t> {
    text: &'t str,
    characters: Peekable<CharIndices<'t>>,
}

impl Reader<'_> {
    /// The next character that is no space and in no comment.
    fn peek(&mut self) -> Option<char> {
        while let Some(&(_, character)) = self.characters.peek() {
            match character {
                '#' => while self.characters.next_if(|(_, c)| *c != '\n').is_some() {},
                c if c.is_whitespace() => drop(self.characters.next()),
                c => return Some(c),
            }
        }
        None
    }

    fn skip(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.characters.next();
        }
        found
    }

    /// Fields up to a closing brace or the end.
    fn fields(&mut self) -> Message {
        let mut message = Message::default();
        while let Some(c) = self.peek() {
            if c == '}' || c == '>' {
                break;
            }
            let name = self.name();
            self.skip(':');
            self.values(&name, &mut message);
            while self.skip(',') || self.skip(';') {}
        }
        message
    }

    /// The name of a field; that of an extension or of a packed message stands in brackets.
    fn name(&mut self) -> String {
        if self.skip('[') {
            let name = self.take_while(|c| c != ']');
            self.skip(']');
            return name;
        }
        self.take_while(|c| c.is_alphanumeric() || c == '_')
    }

    /// One value, or a list of values in brackets.
    fn values(&mut self, name: &str, message: &mut Message) {
        if !self.skip('[') {
            let value = self.value();
            message.fields.push((name.to_owned(), value));
            return;
        }
        while !self.skip(']') {
            let value = self.value();
            message.fields.push((name.to_owned(), value));
            self.skip(',');
        }
    }

    fn value(&mut self) -> Value {
        match self.peek() {
            Some('{' | '<') => {
                self.characters.next();
                let message = self.fields();
                assert!(self.skip('}') || self.skip('>'), "a message is closed");
                Value::Message(message)
            }
            Some('\'' | '"') => {
                let mut bytes = Vec::new();
                while let Some(quote @ ('\'' | '"')) = self.peek() {
                    self.characters.next();
                    self.string(quote, &mut bytes);
                }
                Value::Bytes(bytes)
            }
            _ => {
                let word = self.take_while(|c| c.is_alphanumeric() || "_.+-".contains(c));
                let at = self.characters.peek().map_or(self.text.len(), |(at, _)| *at);
                assert!(!word.is_empty(), "a value stands at byte {at}");
                Value::Word(word)
            }
        }
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        self.peek();
        let mut taken = String::new();
        while let Some((_, character)) = self.characters.next_if(|(_, c)| belongs(*c)) {
            taken.push(character);
        }
        taken
    }

    /// The rest of a string after its opening quote.
    fn string(&mut self, quote: char, bytes: &mut Vec<u8>) {
        while let Some((_, character)) = self.characters.next() {
            match character {
                '\\' => self.escape(bytes),
                c if c == quote => return,
                c => bytes.extend(c.to_string().bytes()),
            }
        }
        panic!("a string is closed");
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) {
        let (_, character) = self.characters.next().expect("an escape is complete");
        match character {
            'a' => bytes.push(0x07),
            'b' => bytes.push(0x08),
            'f' => bytes.push(0x0c),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(0x0b),
            'x' | 'X' => bytes.push(self.number(16, 2, 0).try_into().expect("two digits are a byte")),
            'u' => self.scalar(4, bytes),
            'U' => self.scalar(8, bytes),
            digit @ '0'..='7' => {
                let first = digit.to_digit(8).expect("an octal digit");
                bytes.push(self.number(8, 2, first).try_into().expect("octal escapes are bytes"));
            }
            other => bytes.extend(other.to_string().bytes()),
        }
    }

    fn scalar(&mut self, digits: usize, bytes: &mut Vec<u8>) {
        let scalar = char::from_u32(self.number(16, digits, 0)).expect("a Unicode scalar value");
        bytes.extend(scalar.to_string().bytes());
    }

    /// The number of up to `most` more digits after `start`.
    fn number(&mut self, radix: u32, most: usize, start: u32) -> u32 {
        let mut number = start;
        for _ in 0..most {
            let Some((_, digit)) = self.characters.next_if(|(_, c)| c.is_digit(radix)) else { break };
            number = number * radix + digit.to_digit(radix).expect("a digit");
        }
        number
    }
}

#[test]
fn a_message_keeps_its_fields_in_order() {
    let message = read("# head\na: 1 b { c: 'x' \"\\x41\\u00fc\" } b: { d: [true, FALSE] } [e.f] < g: -1.5e3 >");
    let b: Vec<&Message> = message.messages("b").collect();
    assert_eq!(message.word("a"), Some("1"));
    assert_eq!(b[0].text("c"), Some("xAü"));
    assert_eq!(b[1].fields.len(), 2);
    assert_eq!(message.message("e.f").and_then(|message| message.word("g")), Some("-1.5e3"));
}
