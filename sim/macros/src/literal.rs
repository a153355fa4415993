//! Translates values, written as in a scenario, to Rust at compile time.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Error, Expr, ExprLit, GenericArgument, Lit, LitStr, PathArguments, Result, Type};

/// The value of a literal for this type, or the expression itself if it is not a number or a text.
pub(crate) fn value(expression: &Expr, ty: &Type) -> Result<TokenStream> {
    let Expr::Lit(ExprLit { lit, .. }) = expression else { return Ok(quote!(#expression)) };
    match (last(ty).as_deref(), lit) {
        (Some("Money"), Lit::Str(text)) => money(text),
        (Some("Quantity"), Lit::Str(text)) => quantity(text, ty),
        (Some("String"), Lit::Str(text)) => Ok(quote!(#text.to_owned())),
        (Some("Quantity"), lit) => real(lit).map(|number| quote!(const { <#ty>::constant(#number) })),
        (Some("f64"), lit) => real(lit).map(|number| quote!(#number)),
        _ => Ok(quote!(#lit)),
    }
}

/// `"$1_500"` and `"$0.20"`, in whole cents.
fn money(text: &LitStr) -> Result<TokenStream> {
    let wrong = || Error::new(text.span(), "type an amount such as \"$1_500\" or \"$0.20\"");
    let plain = text.value().strip_prefix('$').ok_or_else(wrong)?.replace('_', "");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, "00"));
    if decimals.len() != 2 {
        return Err(wrong());
    }
    let cents: u64 = format!("{whole}{decimals}").parse().map_err(|_| wrong())?;
    Ok(quote!(const { crate::quantity::Money::new(#cents, crate::quantity::Currency::Usd) }))
}

/// `"30 d"`: a number and a unit of the quantity's dimension.
fn quantity(text: &LitStr, ty: &Type) -> Result<TokenStream> {
    let wrong = || Error::new(text.span(), "type a number, a space and a unit, such as \"30 d\"");
    let plain = text.value();
    let (number, unit) = plain.split_once(' ').ok_or_else(wrong)?;
    let number = number.replace('_', "").parse().map_err(|_| wrong()).map(Literal::f64_unsuffixed)?;
    Ok(quote!(const { <#ty>::of(#number, #unit) }))
}

fn real(lit: &Lit) -> Result<Literal> {
    let number = match lit {
        Lit::Int(number) => number.base10_parse(),
        Lit::Float(number) => number.base10_parse(),
        other => Err(Error::new(other.span(), "type a number")),
    };
    number.map(Literal::f64_unsuffixed)
}

/// The type to which a range applies, the contents of an `Option` or the type itself; and whether it is in an `Option`.
pub(crate) fn inner(ty: &Type) -> (&Type, bool) {
    let Type::Path(path) = ty else { return (ty, false) };
    let Some(segment) = path.path.segments.last().filter(|segment| segment.ident == "Option") else {
        return (ty, false);
    };
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => (inner, true),
            _ => (ty, false),
        },
        _ => (ty, false),
    }
}

/// The last part of a type's path: `Quantity` of `Quantity<Duration>`.
fn last(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}
