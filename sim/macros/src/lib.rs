//! Derives defaults, checks and schema annotations of a model's parameters from one attribute.
//!
//! A model's parameters are tables, and each field of a table has a name, a unit, a default and a range. The name is the
//! field's and the unit is in its type; the attribute states the rest, so that each fact is stated once:
//!
//! ```ignore
//! /// A help desk.
//! #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
//! #[serde(default, deny_unknown_fields)]
//! #[schemars(transform = Self::annotate)]
//! pub struct HelpDesk {
//!     /// How many agents work on incidents.
//!     #[param(default = 1, range = 1..=100_000)]
//!     pub agents: u32,
//!     /// How long lost trust takes to come back.
//!     #[param(default = "30 d", above = "0 h")]
//!     pub memory: Quantity<Duration>,
//! }
//! ```
//!
//! The derive generates
//!
//! - `Default`, if serde fills in missing keys (`#[serde(default)]` on the table). A field without `default`
//!   has that of its type: nothing, off, empty;
//! - `Parameter::validate`, which gives each broken range at its place, with what to type instead: ``` `agents` must be from
//!   1 to 100_000, got 0 ```. Tables and maps within are looked at by themselves, since every type of a field is a `Parameter`;
//! - `annotate`, which puts ranges into the JSON Schema: those of plain numbers as its bounds, those of quantities in words
//!   (`x-range`). Defaults get there through serde. From the schema come the tables of parameters in the book and in the
//!   models' READMEs.
//!
//! A value is written as in a scenario: `"30 d"`, `"2 / month"`, `"15 %"`, `"$20"`. It is read at compile time, and an
//! unknown unit is a compile error. Any other Rust expression is allowed too.
//!
//! | `#[param(…)]` | states |
//! |---|---|
//! | `default = VALUE` | the value if a scenario gives none |
//! | `range = A..=B`, `A..`, `..=B`, `..B` | the allowed values, also within an `Option` |
//! | `above = A` | the same, with a lower bound that is itself not allowed |
//! | `or_zero` | that 0 is allowed as well |
//! | `example = VALUE` | the value that the help shows if there is no default |
//! | `because = "…"` | the reason of a range that is not obvious |
//! | `entries = A..=B` | the number of entries of a map |
//! | `whole`, `whole = FIELD` | that the entries of a map, or this field of theirs, add up to 1 |
//! | `when = CONDITION` | when the field is used: otherwise it is not checked |
//! | `any_currency` | that an amount can be in another currency than dollars |
//! | `doubt = start` | that it is part of the initial state, which `bazaar stress` replaces as a kind of its own |
//!
//! Rules across fields are a method that the table names: `#[params(rules = Self::rules)]`. It is called after the checks
//! of the fields, and must accept fields that are out of range.
//!
//! `#[derive(Merge)]` puts the statistics of several partitions together, field by field; `#[merge(by = FUNCTION)]` names
//! a function for a field that is not a sum.

mod attribute;
mod check;
mod literal;
mod merge;

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DataStruct, DeriveInput, Error, Fields, Result, parse_macro_input};

use attribute::{Param, mentions, rules};

/// Derives `Parameter`, and `Default` for a table with optional keys.
#[proc_macro_derive(Parameters, attributes(param, params))]
pub fn parameters(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derived(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives `Merge`: what several partitions have seen, put together.
#[proc_macro_derive(Merge, attributes(merge))]
pub fn merge(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    merge::derived(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn derived(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let (checks, defaults, notes) = match &input.data {
        Data::Struct(table) => {
            let notes = check::notes_of_table(&table.fields)?;
            (check::table(&table.fields)?, defaults(input, table)?, notes)
        }
        Data::Enum(choice) => {
            let notes = check::notes_of_choice(&choice.variants)?;
            (check::choice(&choice.variants)?, TokenStream::new(), notes)
        }
        Data::Union(_) => return Err(Error::new(name.span(), "parameters are a struct or an enum")),
    };
    let annotate = annotate(input, &notes)?;
    let rules = rules(&input.attrs)?.map(|rules| quote!(found.extend((#rules)(self));));
    Ok(quote! {
        #[automatically_derived]
        impl crate::parameter::Parameter for #name {
            fn validate(&self) -> Vec<crate::violation::Violation> {
                #[allow(unused_mut, reason = "there may be nothing to check")]
                let mut found: Vec<crate::violation::Violation> = Vec::new();
                #checks
                #rules
                found
            }
        }
        #defaults
        #annotate
    })
}

/// The defaults of a table of which keys may be left out.
fn defaults(input: &DeriveInput, table: &DataStruct) -> Result<TokenStream> {
    let Fields::Named(fields) = &table.fields else {
        return Err(Error::new(input.ident.span(), "the fields of a table must have names"));
    };
    let name = &input.ident;
    let mut defaults = Vec::new();
    for field in &fields.named {
        let value = match &Param::of(&field.attrs)?.default {
            Some(value) => literal::value(value, &field.ty)?,
            None => quote!(::std::default::Default::default()),
        };
        let key = &field.ident;
        defaults.push(quote!(#key: #value));
    }
    let default = mentions(&input.attrs, "serde", "default").then(|| {
        quote! {
            #[automatically_derived]
            impl ::std::default::Default for #name {
                fn default() -> Self {
                    Self { #(#defaults),* }
                }
            }
        }
    });
    Ok(quote!(#default))
}

/// Generates the schema annotations.
fn annotate(input: &DeriveInput, notes: &[TokenStream]) -> Result<Option<TokenStream>> {
    if notes.is_empty() == mentions(&input.attrs, "schemars", "annotate") {
        let message = "#[schemars(transform = Self::annotate)] belongs to parameters with ranges or `doubt`, and to \
                       no others";
        return Err(Error::new(input.span(), message));
    }
    let name = &input.ident;
    Ok((!notes.is_empty()).then(|| {
        quote! {
            #[automatically_derived]
            impl #name {
                fn annotate(schema: &mut ::schemars::Schema) {
                    #(#notes)*
                }
            }
        }
    }))
}
