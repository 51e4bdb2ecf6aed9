//! The pages of the room, and what they share.

pub(crate) mod serve_log;
pub(crate) mod serve_mailbox;

use crate::log::Refused;
use access::broken;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::StoreError;
use web::Problem;

/// What a member is answered.
fn answer(outcome: Result<Result<Vec<u8>, Refused>, StoreError>) -> Result<Response, Problem> {
    let code = |status: StatusCode, code: &'static str| {
        Ok((status, [(header::CONTENT_TYPE, "application/octet-stream")], code).into_response())
    };
    match outcome {
        Ok(Ok(bytes)) => Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()),
        Ok(Err(Refused::NotHere)) => Err(Problem::not_available()),
        Ok(Err(Refused::TooLarge)) => Err(Problem::too_large()),
        Ok(Err(Refused::Not(why))) => code(StatusCode::UNPROCESSABLE_ENTITY, why),
        Ok(Err(Refused::Full(why))) => code(StatusCode::INSUFFICIENT_STORAGE, why),
        Err(error) => Err(broken(&error)),
    }
}
