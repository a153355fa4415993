//! Parses the attributes `param` and `params`.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, ExprRange, Ident, LitStr, Meta, Result};

/// The contents of `#[param(…)]` of a field; the head of the crate defines each word.
#[derive(Default)]
pub(crate) struct Param {
    pub(crate) default: Option<Expr>,
    pub(crate) range: Option<ExprRange>,
    pub(crate) above: Option<Expr>,
    pub(crate) or_zero: bool,
    pub(crate) example: Option<Expr>,
    pub(crate) because: Option<LitStr>,
    pub(crate) entries: Option<ExprRange>,
    /// `Some(None)` if the entries themselves add up to 1.
    pub(crate) whole: Option<Option<Ident>>,
    pub(crate) when: Option<Expr>,
    pub(crate) any_currency: bool,
    pub(crate) doubt: Option<Ident>,
}

impl Param {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut param = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("param")) {
            attribute.parse_nested_meta(|word| param.word(&word))?;
        }
        Ok(param)
    }

    fn word(&mut self, word: &ParseNestedMeta<'_>) -> Result<()> {
        let name = word.path.require_ident()?.to_string();
        match name.as_str() {
            "default" => self.default = Some(word.value()?.parse()?),
            "range" => self.range = Some(word.value()?.parse()?),
            "above" => self.above = Some(word.value()?.parse()?),
            "or_zero" => self.or_zero = true,
            "example" => self.example = Some(word.value()?.parse()?),
            "because" => self.because = Some(word.value()?.parse()?),
            "entries" => self.entries = Some(word.value()?.parse()?),
            "whole" => self.whole = Some(word.value().ok().map(syn::parse::ParseBuffer::parse).transpose()?),
            "when" => self.when = Some(word.value()?.parse()?),
            "any_currency" => self.any_currency = true,
            "doubt" => self.doubt = Some(word.value()?.parse()?),
            _ => return Err(word.error("unknown word; the documentation of `bazaar_macros` lists them")),
        }
        Ok(())
    }

    /// Whether a value has bounds.
    pub(crate) fn is_bounded(&self) -> bool {
        self.range.is_some() || self.above.is_some()
    }
}

/// The method with the rules across fields.
pub(crate) fn rules(attributes: &[Attribute]) -> Result<Option<Expr>> {
    let mut rules = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("params")) {
        attribute.parse_nested_meta(|word| {
            if !word.path.is_ident("rules") {
                return Err(word.error("`params` takes only `rules = METHOD`"));
            }
            rules = Some(word.value()?.parse()?);
            Ok(())
        })?;
    }
    Ok(rules)
}

/// Whether an attribute of another derive has this word, as `#[serde(default)]` has `default`.
pub(crate) fn mentions(attributes: &[Attribute], of: &str, word: &str) -> bool {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident(of));
    let tokens = lists.filter_map(|attribute| match &attribute.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        _ => None,
    });
    tokens.flatten().any(|token| matches!(token, proc_macro2::TokenTree::Ident(ident) if ident == word))
}
