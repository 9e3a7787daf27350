//! `serve`: from switches to a listening server.

use bandeja_backend::{
    App, Config,
    config::{Faults, is_loopback},
    limits::Limits,
    sample,
    serve::{serve, stop_signal},
};
use clap::Args;
use std::{io::Write, net::SocketAddr, path::PathBuf, time::Duration};
use tokio::net::TcpListener;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    folder: super::Folder,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Where browsers find the server, when that is not the address it listens on:
    /// <https://chat.example>
    #[arg(long)]
    public_url: Option<String>,
    /// The built app. Without it the server is a backend only.
    #[arg(long = "static")]
    static_dir: Option<PathBuf>,
    /// Serves the sample shop, a customer's site with the widget, on this address.
    #[arg(long)]
    sample_site: Option<SocketAddr>,
    /// Another origin from which the app may be served; may be said several times.
    #[arg(long = "app-origin")]
    app_origins: Vec<String>,
    /// Serves plain http to other machines. Passwords and messages can be read on the way.
    #[arg(long)]
    insecure: bool,
    /// Takes the client's address from the last entry of X-Forwarded-For.
    #[arg(long)]
    trust_proxy: bool,
    /// How often somebody may do something, as KIND=TIMES/SECONDS: sign-in, sign-in-host,
    /// visitor-create, visitor-message, visitor-host, typing, typing-host, upload, change.
    #[arg(long = "rate")]
    rates: Vec<Limits>,
    /// Fault: every call waits so many milliseconds.
    #[arg(long, default_value_t = 0)]
    fault_delay_ms: u64,
    /// Fault: every socket is dropped after so many seconds.
    #[arg(long)]
    fault_drop_sockets_every: Option<u64>,
    /// Fault: so many of a hundred changes are refused before anything is done.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    fault_refuse_percent: u8,
    /// Fault: so many of a hundred changes are done, but their answer is lost.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    fault_lose_answer_percent: u8,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), String> {
        let listener = listen(self.listen).await?;
        let port = listener.local_addr().map_err(|error| error.to_string())?;
        let public_url = match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{port}"),
        };
        self.refuse_open_http(&public_url)?;
        let shop = match self.sample_site {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let shop_port = shop
            .as_ref()
            .and_then(|shop| shop.local_addr().ok())
            .map(|at| at.port());
        if let Some(folder) = self.static_dir.as_ref()
            && !folder.join("index.html").is_file()
        {
            tracing::warn!(folder = %folder.display(), "there is no built app");
        }
        let config = self.config(public_url.clone(), shop_port);
        let app = App::open(config).await.map_err(|error| error.to_string())?;
        if let Some(shop) = shop {
            tokio::spawn(async move {
                if let Err(error) = axum::serve(shop, sample::router(&public_url)).await {
                    tracing::error!(%error, "the sample shop ended");
                }
            });
        }
        if let Some(port) = shop_port {
            println!("sample shop on http://localhost:{port}");
        }
        println!("listening on http://{port}");
        std::io::stdout()
            .flush()
            .map_err(|error| error.to_string())?;
        serve(app, listener, stop_signal())
            .await
            .map_err(|error| error.to_string())
    }

    /// Plain http is for the own machine, or for whoever insists.
    fn refuse_open_http(&self, public_url: &str) -> Result<(), String> {
        let secure = public_url.starts_with("https://");
        if !secure && !public_url.starts_with("http://") {
            return Err("--public-url begins with https:// or http://".to_owned());
        }
        let at_home = is_loopback(public_url) && self.listen.ip().is_loopback();
        if secure || at_home || self.insecure {
            return Ok(());
        }
        Err(
            "plain http to other machines: put a server with https in front and name it with \
             --public-url https://…, or say --insecure"
                .to_owned(),
        )
    }

    fn config(self, public_url: String, shop_port: Option<u16>) -> Config {
        let sample_origins = shop_port
            .into_iter()
            .flat_map(|port| ["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{port}")))
            .collect();
        Config {
            public_url,
            sample_origins,
            app_origins: self
                .app_origins
                .into_iter()
                .map(|origin| origin.trim_end_matches('/').to_owned())
                .collect(),
            static_dir: self.static_dir,
            trust_proxy: self.trust_proxy,
            limits: self.rates.into_iter().collect(),
            faults: Faults {
                delay: Duration::from_millis(self.fault_delay_ms),
                drop_sockets_every: self.fault_drop_sockets_every.map(Duration::from_secs),
                refuse_percent: self.fault_refuse_percent,
                lose_answer_percent: self.fault_lose_answer_percent,
            },
            ..Config::new(self.folder.data)
        }
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address}: {error}"))
}
