//! The stage of one test: a backend with data of its own, and the people in front of their screens.
//!
//! It will never know what they do. When a test fails, what everybody saw is kept in
//! `target/e2e-failures`.

use crate::{
    Engine, Person, Proxy,
    api::{Caller, Customer},
    backend::{self, Backend},
    database::{self, Database},
    host::Host,
    place, process,
};
use futures_util::FutureExt;
use std::{
    any::Any,
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};
use tokio::{runtime::Runtime, sync::Semaphore};

/// One runtime for all tests, because browser sessions and their connections outlive a test.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap_or_else(|error| panic!("no runtime: {error}"))
});

/// How many stages are up at once: browsers are heavy. `BANDEJA_STAGES` says otherwise.
static ROOM: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let wanted = std::env::var("BANDEJA_STAGES")
        .ok()
        .and_then(|number| number.parse().ok());
    Semaphore::new(wanted.unwrap_or(cores + 1))
});

/// What a test begins with.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// So many conversations instead of 200.
    pub conversations: Option<u32>,
    /// Statements run on the data before the backend starts.
    pub statements: Vec<String>,
    /// Further switches of the backend.
    pub switches: Vec<String>,
    /// Its own copy of the built app, to be tampered with.
    pub own_app: bool,
    /// The data lie in memory where the machine can do that: commits do not wait for a disk.
    pub in_memory: bool,
}

/// A test's world.
pub struct Stage {
    name: String,
    engine: Engine,
    backend: Mutex<Backend>,
    /// A customer's site that the demo inbox allows.
    pub site: Host,
    /// Bad networks in front of the backend, one for each person who needs one.
    pub lines: [Proxy; 3],
    dist: PathBuf,
    people: Mutex<Vec<Person>>,
    folder: tempfile::TempDir,
}

/// A workspace whose oldest queued conversation holds so many messages of very different lengths.
#[must_use]
pub fn with_a_long_thread(messages: u32) -> Setting {
    let chosen =
        "(SELECT id FROM conversations WHERE status = 'queued' ORDER BY queued_at LIMIT 1)";
    let statements = vec![
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {messages}) \
             INSERT INTO items (position, id, conversation, seq, at, kind, author, text) \
             SELECT w.seq + i, randomblob(16), c.id, w.seq + i, c.created_at + i * 1000, 'message', \
             'customer', 'mensaje ' || i || ' ' || \
             replace(hex(zeroblob((i * 7919) % 160)), '00', 'palabra ') \
             FROM n, workspace w, conversations c WHERE c.id = {chosen}"
        ),
        format!(
            "UPDATE conversations SET last_position = (SELECT seq FROM workspace) + {messages}, \
             unread = {messages} WHERE id = {chosen}"
        ),
        format!("UPDATE workspace SET seq = seq + {messages}, log_start = seq + {messages}"),
    ];
    Setting {
        statements,
        ..Setting::default()
    }
}

impl Stage {
    async fn set(name: &str, engine: Engine, setting: Setting) -> Self {
        let place = if setting.in_memory {
            process::memory()
        } else {
            process::scratch()
        };
        let folder = match tempfile::tempdir_in(place) {
            Ok(folder) => folder,
            Err(error) => panic!("no folder: {error}"),
        };
        let data = folder.path().join("data");
        place::copy(&backend::seeded(setting.conversations), &data);
        let dist = if setting.own_app {
            let own = folder.path().join("dist");
            place::copy(&place::dist(), &own);
            own
        } else {
            place::dist()
        };
        let site = match Host::start().await {
            Ok(site) => site,
            Err(error) => panic!("no site: {error}"),
        };
        let mut statements = vec![format!(
            "UPDATE inboxes SET origins = json_insert(origins, '$[#]', '{}') WHERE site_key = '{}'",
            site.origin(),
            backend::SITE_KEY
        )];
        statements.extend(setting.statements);
        database::prepare(&data, &statements).await;
        let lines = [line().await, line().await, line().await];
        let mut switches = setting.switches;
        for line in &lines {
            switches.extend(["--app-origin".to_owned(), line.origin()]);
        }
        let backend = Backend::start(&data, dist.clone(), switches);
        for line in &lines {
            line.aim(backend.port());
        }
        Self {
            name: name.to_owned(),
            engine,
            backend: Mutex::new(backend),
            site,
            lines,
            dist,
            people: Mutex::default(),
            folder,
        }
    }

    /// The backend; the guard must not be held over a wait.
    pub fn backend(&self) -> MutexGuard<'_, Backend> {
        self.backend.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of the agent app.
    #[must_use]
    pub fn origin(&self) -> String {
        self.backend().origin()
    }

    /// The address of the sample shop.
    #[must_use]
    pub fn shop(&self) -> String {
        self.backend().shop()
    }

    /// The folder of the app that the backend serves; to be changed only with
    /// [`Setting::own_app`].
    #[must_use]
    pub fn dist(&self) -> &Path {
        &self.dist
    }

    /// What kind of browser people sit in front of.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Somebody comes and sits down in front of an empty window.
    pub async fn person(&self, name: &str) -> Person {
        let person = Person::sit_down(name, self.engine).await;
        // Whoever opens the app asks for the workspace, and is told to sign in first.
        person.expects_console(
            "/api/v1/snapshot - Failed to load resource: the server responded with a status of 401",
        );
        self.people
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(person.clone());
        person
    }

    /// Somebody leaves before the end, and closes the window.
    ///
    /// # Panics
    /// When their console says something that nobody expected.
    pub async fn dismisses(&self, person: &Person) {
        self.people
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|one| !one.is(person));
        let complaints = person.complaints().await;
        person.gets_up(complaints.is_empty()).await;
        assert!(
            complaints.is_empty(),
            "{}'s console says:\n{}",
            person.name(),
            complaints.join("\n")
        );
    }

    /// An agent without a screen.
    pub async fn caller(&self, login: &str) -> Caller {
        Caller::signed_in(&self.origin(), login).await
    }

    /// A customer without a screen.
    pub async fn customer(&self) -> Customer {
        Customer::arrives(&self.origin()).await
    }

    /// Changes what is stored, while no backend runs.
    pub async fn rewrite(&self, statements: &[&str]) {
        let data = self.backend().data().to_owned();
        let statements: Vec<String> = statements.iter().map(|one| (*one).to_owned()).collect();
        database::prepare(&data, &statements).await;
    }

    /// What is really stored.
    pub async fn database(&self) -> Database {
        let data = self.backend().data().to_owned();
        Database::look(&data).await
    }

    async fn down(self, outcome: Result<(), Box<dyn Any + Send>>) {
        let people: Vec<Person> =
            std::mem::take(&mut *self.people.lock().unwrap_or_else(PoisonError::into_inner));
        let mut complaints = Vec::new();
        for person in &people {
            let said = person.complaints().await;
            complaints.extend(said.iter().map(|line| format!("{}: {line}", person.name())));
        }
        let is_clean = outcome.is_ok() && complaints.is_empty();
        if !is_clean {
            self.keep_evidence(&people, &complaints).await;
        }
        for person in &people {
            person.gets_up(is_clean).await;
        }
        drop(self.folder);
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
        assert!(
            complaints.is_empty(),
            "the console says:\n{}",
            complaints.join("\n")
        );
    }

    async fn keep_evidence(&self, people: &[Person], complaints: &[String]) {
        let folder = place::target()
            .join("e2e-failures")
            .join(self.name.replace("::", "."));
        let keep = |name: String, bytes: &[u8]| {
            let kept = std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(folder.join(name), bytes));
            if let Err(error) = kept {
                eprintln!("evidence is lost: {error}");
            }
        };
        for person in people {
            let name = person.name();
            let driver = person.driver();
            keep(
                format!("{name}.png"),
                &driver.screenshot_as_png().await.unwrap_or_default(),
            );
            keep(
                format!("{name}.html"),
                driver.source().await.unwrap_or_default().as_bytes(),
            );
        }
        keep("console.txt".to_owned(), complaints.join("\n").as_bytes());
        keep(
            "backend.txt".to_owned(),
            self.backend().log().join("\n").as_bytes(),
        );
        eprintln!("what everybody saw: {}", folder.display());
    }
}

/// A line that leads nowhere yet.
async fn line() -> Proxy {
    match Proxy::start(0).await {
        Ok(line) => line,
        Err(error) => panic!("no line: {error}"),
    }
}

/// Plays a test on a stage of its own; used by the macros.
///
/// # Panics
/// When the test fails, or a console says something that nobody expected.
pub fn play(
    name: &str,
    engine: Engine,
    setting: impl FnOnce() -> Setting,
    story: impl AsyncFnOnce(&Stage),
) {
    // The crate's own name says nothing.
    let name = name.split_once("::").map_or(name, |(_, rest)| rest);
    let name = format!("{name}.{engine:?}").to_lowercase();
    RUNTIME.block_on(async {
        let Ok(_room) = ROOM.acquire().await else {
            return;
        };
        let stage = Arc::new(Stage::set(&name, engine, setting()).await);
        let outcome = AssertUnwindSafe(story(&stage)).catch_unwind().await;
        match Arc::try_unwrap(stage) {
            Ok(stage) => stage.down(outcome).await,
            Err(_) => panic!("the stage is still in use"),
        }
    });
}

/// Plays without a backend: one person and a site, to try the harness itself.
///
/// # Panics
/// When the rehearsal fails.
pub fn rehearse(engine: Engine, rehearsal: impl AsyncFnOnce(&Person, &Host)) {
    RUNTIME.block_on(async {
        let Ok(_room) = ROOM.acquire().await else {
            return;
        };
        let site = match Host::start().await {
            Ok(site) => site,
            Err(error) => panic!("no site: {error}"),
        };
        let person = Person::sit_down("Rita", engine).await;
        let outcome = AssertUnwindSafe(rehearsal(&person, &site))
            .catch_unwind()
            .await;
        let complaints = person.complaints().await;
        person.gets_up(outcome.is_ok()).await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
        assert!(
            complaints.is_empty(),
            "the console says:\n{}",
            complaints.join("\n")
        );
    });
}
