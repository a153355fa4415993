//! Generates the checks of fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Error, ExprRange, Field, Fields, RangeLimits, Result, Token, Type, Variant};

use crate::attribute::Param;
use crate::literal::{inner, value};

/// The checks of a table.
pub(crate) fn table(fields: &Fields) -> Result<TokenStream> {
    let mut checks = TokenStream::new();
    for field in fields {
        let key = &field.ident;
        checks.extend(check(&key_of(field)?, &quote!(&self.#key), field)?);
    }
    Ok(checks)
}

/// The checks of a choice, whose one key names the variant.
pub(crate) fn choice(variants: &Punctuated<Variant, Token![,]>) -> Result<TokenStream> {
    let mut arms = Vec::new();
    for variant in variants {
        let (name, key) = (&variant.ident, snake_case(&variant.ident));
        arms.push(match &variant.fields {
            Fields::Unit => quote!(Self::#name => {}),
            Fields::Unnamed(one) => {
                let field = one.unnamed.first().filter(|_| one.unnamed.len() == 1);
                let field = field.ok_or_else(|| Error::new(name.span(), "a variant must have one value, or named ones"))?;
                let checks = check(&key, &quote!(value), field)?;
                quote!(Self::#name(value) => { #checks })
            }
            Fields::Named(fields) => {
                let names: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
                let mut checks = TokenStream::new();
                for field in &fields.named {
                    let place = &field.ident;
                    checks.extend(check(&key_of(field)?, &quote!(#place), field)?);
                }
                quote! {
                    Self::#name { #(#names),* } => {
                        let of_variant = { let mut found: Vec<crate::violation::Violation> = Vec::new(); #checks found };
                        found.extend(crate::rules::within(#key, of_variant));
                    }
                }
            }
        });
    }
    Ok(quote!(match self { #(#arms)* }))
}

/// The check of one field, of which `place` is a reference.
fn check(name: &str, place: &TokenStream, field: &Field) -> Result<TokenStream> {
    let param = Param::of(&field.attrs)?;
    let (_, is_option) = inner(&field.ty);
    let own = if param.any_currency {
        quote!(Vec::<crate::violation::Violation>::new())
    } else {
        quote!(crate::parameter::Parameter::validate(#place))
    };
    // Money in another currency cannot be compared with a bound in dollars, and is refused elsewhere.
    let limits = param.is_bounded().then(|| limits(&field.ty, &param)).transpose()?.map(|limits| {
        let values = if is_option { quote!((#place).iter()) } else { quote!([#place].into_iter()) };
        quote!(if broken.is_empty() { found.extend(#values.filter_map(|value| (#limits).broken(#name, value))); })
    });
    let mut rules = Vec::new();
    if let Some(entries) = &param.entries {
        let count: Type = syn::parse_quote!(usize);
        let range = bounds(&count, Some(entries), None)?;
        rules.push(quote!(found.extend(crate::parameter::entries(#name, (#place).len(), #range));));
    }
    if let Some(share) = &param.whole {
        let share = share.as_ref().map_or(quote!(*entry), |field| quote!(entry.#field));
        let suffix = share_path(param.whole.as_ref().and_then(Option::as_ref));
        rules.push(quote!(found.extend(crate::rules::whole(#name, #suffix, (#place).iter().map(|(name, entry)| (name, #share))));));
    }
    let when = param.when.map(|condition| quote!(if #condition));
    Ok(quote! {
        #when {
            let broken = #own;
            #limits
            #(#rules)*
            found.extend(crate::rules::within(#name, broken));
        }
    })
}

/// The path of the share of an entry, below the entry's name.
fn share_path(field: Option<&Ident>) -> String {
    field.map_or(String::new(), |field| format!(".{field}"))
}

/// The range of a field, as a value of `Limits`.
fn limits(ty: &Type, param: &Param) -> Result<TokenStream> {
    let (kind, is_option) = inner(ty);
    let range = bounds(kind, param.range.as_ref(), param.above.as_ref())?;
    let shown = param.example.as_ref().or(param.default.as_ref().filter(|_| !is_option));
    let example = match shown {
        Some(shown) => {
            let shown = value(shown, kind)?;
            quote!(Some(#shown))
        }
        None => quote!(None),
    };
    let or_zero = param.or_zero;
    let because = param.because.as_ref().map_or(quote!(None), |because| quote!(Some(#because)));
    Ok(quote! {
        crate::parameter::Limits::<#kind> {
            range: #range, or_zero: #or_zero, example: #example, because: #because, is_optional: #is_option,
        }
    })
}

/// Both bounds of a range, for the standard library.
fn bounds(kind: &Type, range: Option<&ExprRange>, above: Option<&syn::Expr>) -> Result<TokenStream> {
    let bound = |word: &str, end: &syn::Expr| -> Result<TokenStream> {
        let (word, end) = (format_ident!("{word}"), value(end, kind)?);
        Ok(quote!(::std::ops::Bound::#word(#end)))
    };
    let open = || quote!(::std::ops::Bound::Unbounded);
    let least = match (above, range.and_then(|range| range.start.as_ref())) {
        (Some(above), None) => bound("Excluded", above)?,
        (None, Some(least)) => bound("Included", least)?,
        (None, None) => open(),
        (Some(above), Some(_)) => {
            return Err(Error::new_spanned(
                above,
                "give the lower bound once: as `above`, or as the start of `range`",
            ));
        }
    };
    let most = match range.and_then(|range| range.end.as_ref().map(|end| (end, &range.limits))) {
        Some((end, RangeLimits::Closed(_))) => bound("Included", end)?,
        Some((end, RangeLimits::HalfOpen(_))) => bound("Excluded", end)?,
        None => open(),
    };
    Ok(quote!((#least, #most)))
}

/// The schema annotations of a table's fields.
pub(crate) fn notes_of_table(fields: &Fields) -> Result<Vec<TokenStream>> {
    let mut notes = Vec::new();
    for field in fields {
        notes.extend(note(&[key_of(field)?], field)?);
    }
    Ok(notes)
}

/// The schema annotations of the contents of a choice's variants.
pub(crate) fn notes_of_choice(variants: &Punctuated<Variant, Token![,]>) -> Result<Vec<TokenStream>> {
    let mut notes = Vec::new();
    for variant in variants {
        let key = snake_case(&variant.ident);
        for field in &variant.fields {
            let own = field.ident.as_ref().map(Ident::to_string);
            let keys: Vec<String> = [key.clone()].into_iter().chain(own).collect();
            notes.extend(note(&keys, field)?);
        }
    }
    Ok(notes)
}

/// The schema annotation of the field under these keys.
fn note(keys: &[String], field: &Field) -> Result<Option<TokenStream>> {
    let param = Param::of(&field.attrs)?;
    let mut note = TokenStream::new();
    if param.is_bounded() {
        let limits = limits(&field.ty, &param)?;
        note.extend(quote!((#limits).annotate(schema, &[#(#keys),*]);));
    }
    if let Some(doubt) = &param.doubt {
        if doubt != "start" {
            return Err(Error::new(doubt.span(), "`doubt` must be `start`"));
        }
        note.extend(quote!(crate::parameter::is_start(schema, &[#(#keys),*]);));
    }
    Ok((!note.is_empty()).then_some(note))
}

fn key_of(field: &Field) -> Result<String> {
    let ident =
        field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a parameter must have a name"))?;
    Ok(ident.to_string())
}

/// The key of a variant, as `#[serde(rename_all = "snake_case")]` spells it.
fn snake_case(variant: &Ident) -> String {
    let mut key = String::new();
    for letter in variant.to_string().chars() {
        if letter.is_uppercase() && !key.is_empty() {
            key.push('_');
        }
        key.extend(letter.to_lowercase());
    }
    key
}
