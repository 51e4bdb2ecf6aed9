//! The gallery alone, for those who work on the design: `cargo run -p web --example gallery`.

#[cfg(debug_assertions)]
#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7799").await?;
    let pages = web::gallery_routes::<()>().into_router(|_, handler| handler);
    axum::serve(listener, web::protect(pages)).await
}

#[cfg(not(debug_assertions))]
fn main() {}
