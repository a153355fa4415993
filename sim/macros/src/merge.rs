//! Derives the merging of statistics: field by field, so that none can be forgotten.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, ExprPath, Field, Result, Token};

/// `impl Merge` for a struct, each field by its own, or by the function that `#[merge(by = …)]` names.
pub(crate) fn derived(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(table) = &input.data else {
        return Err(Error::new(input.ident.span(), "statistics are a struct"));
    };
    let fields = table.fields.iter().map(merged).collect::<Result<Vec<_>>>()?;
    let name = &input.ident;
    Ok(quote! {
        impl crate::merge::Merge for #name {
            fn merge(&mut self, next: &Self) {
                #(#fields)*
            }
        }
    })
}

fn merged(field: &Field) -> Result<TokenStream> {
    let name = field.ident.as_ref().ok_or_else(|| Error::new(field.span(), "a field has a name"))?;
    let mut by = quote! { crate::merge::Merge::merge };
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("merge")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("by") {
                return Err(meta.error("type #[merge(by = FUNCTION)]"));
            }
            meta.input.parse::<Token![=]>()?;
            let function: ExprPath = meta.input.parse()?;
            by = quote! { #function };
            Ok(())
        })?;
    }
    Ok(quote! { #by(&mut self.#name, &next.#name); })
}
