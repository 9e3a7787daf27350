//! `serve`: from switches to a listening server.

use bandeja_backend::{
    App, Config,
    config::{Faults, MailExit, SmtpUrl, is_loopback},
    forwarded::Network,
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
    /// A proxy in front, as an address or a range like 10.0.0.0/8; may be said several times.
    /// Only what these say in X-Forwarded-For, X-Forwarded-Proto or Forwarded is believed; the
    /// client is the right-most address that is none of them.
    #[arg(long = "trusted-proxy", value_name = "CIDR")]
    trusted_proxies: Vec<Network>,
    /// Erases conversations so many days after their end, with everything that hangs on them.
    /// Without it they stay.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    keep_closed: Option<u32>,
    /// How often somebody may do something, as KIND=TIMES/SECONDS: sign-in, sign-in-host,
    /// visitor-create, visitor-message, visitor-host, typing, typing-host, upload, inbound, proxy,
    /// change.
    #[arg(long = "rate")]
    rates: Vec<Limits>,
    /// The server that takes our mails: <smtps://USER@HOST>, or <smtp://USER@HOST> with STARTTLS; in
    /// the open to this machine only. Better said in the variable `BANDEJA_SMTP`, since others see
    /// arguments; the password may stand in `BANDEJA_SMTP_PASSWORD`. Without it, mails wait.
    #[arg(long)]
    smtp: Option<SmtpUrl>,
    /// Mails of ours go nowhere but to a page, /mailbox, where they can be answered. For demos: whoever
    /// reaches the server reads them.
    #[arg(long, conflicts_with = "smtp")]
    demo_mailbox: bool,
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
    /// Fault: the proxy of remote images reaches this machine.
    #[arg(long)]
    fault_proxy_loopback: bool,
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
        let mail_exit = self.mail_exit(&public_url)?;
        let has_mailbox = matches!(mail_exit, MailExit::Mailbox);
        let config = self.config(public_url.clone(), shop_port, mail_exit);
        let app = App::open(config).await.map_err(|error| error.to_string())?;
        if let Some(shop) = shop {
            tokio::spawn(async move {
                if let Err(error) = axum::serve(shop, sample::router(&public_url)).await {
                    tracing::error!(%error, "the sample shop ended");
                }
            });
        }
        let stop = stop_signal();
        if let Some(port) = shop_port {
            println!("sample shop on http://localhost:{port}");
        }
        if has_mailbox {
            println!("mailbox of the demo on http://{port}/mailbox");
        }
        println!("listening on http://{port}");
        std::io::stdout()
            .flush()
            .map_err(|error| error.to_string())?;
        serve(app, listener, stop)
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

    /// Where mails of ours go.
    fn mail_exit(&self, public_url: &str) -> Result<MailExit, String> {
        if self.demo_mailbox {
            let at_home = is_loopback(public_url) && self.listen.ip().is_loopback();
            if !at_home && !self.insecure {
                return Err(
                    "--demo-mailbox shows every mail to whoever asks: it is for the own machine, \
                     or with --insecure"
                        .to_owned(),
                );
            }
            return Ok(MailExit::Mailbox);
        }
        let said = std::env::var("BANDEJA_SMTP").ok();
        let url = match (&self.smtp, said) {
            (Some(url), _) => url.clone(),
            (None, Some(said)) => said
                .parse()
                .map_err(|wanted| format!("BANDEJA_SMTP: {wanted}"))?,
            (None, None) => return Ok(MailExit::Nowhere),
        };
        let password = std::env::var("BANDEJA_SMTP_PASSWORD").unwrap_or_default();
        Ok(MailExit::Smtp(url.with_password(password)))
    }

    fn config(self, public_url: String, shop_port: Option<u16>, mail_exit: MailExit) -> Config {
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
            mail_exit,
            trusted_proxies: self.trusted_proxies,
            keep_closed: self
                .keep_closed
                .map(|days| Duration::from_secs(86_400 * u64::from(days))),
            limits: self.rates.into_iter().collect(),
            faults: Faults {
                delay: Duration::from_millis(self.fault_delay_ms),
                drop_sockets_every: self.fault_drop_sockets_every.map(Duration::from_secs),
                refuse_percent: self.fault_refuse_percent,
                lose_answer_percent: self.fault_lose_answer_percent,
                proxy_reaches_loopback: self.fault_proxy_loopback,
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
