//! The arguments of `kin task`.

use clap::Subcommand;

#[derive(Subcommand, Debug)]
pub enum Task {
    /// What is to do, by date
    #[command(
        after_help = "Examples:\n  kin task list\n  kin task list --view team --json\n  kin task list --customer KH-000012"
    )]
    List {
        /// mine, given (to others), team, all or done
        #[arg(long, default_value = "mine")]
        view: String,
        /// Only those about this customer, done ones too: a code or id
        #[arg(long, value_name = "CUSTOMER")]
        customer: Option<String>,
        #[arg(long, default_value_t = 50)]
        limit: u16,
    },
    /// One task with all that it says
    #[command(after_help = "Example:\n  kin task show ID")]
    Show {
        /// The task's id, as the list shows it
        task: String,
    },
    /// A new task from one line: what is to be done, and when
    #[command(
        after_help = "Examples:\n  kin task add \"gọi lại Đào ngày mai 9h\" --customer KH-000012\n  kin task add \"call Ana fri 14:00 @lan\"\n  kin task add \"raport în fiecare luni 9\" --json\n\n@name gives it to a colleague, #1042 names a ticket, /KH-000123 a customer. What stands in quotes is title."
    )]
    Add {
        line: String,
        /// The customer that it is about: a code or id
        #[arg(long, value_name = "CUSTOMER")]
        customer: Option<String>,
    },
    /// Change a task; what is not named stays
    #[command(
        after_help = "Examples:\n  kin task edit ID --when 'tomorrow 9:00' --remind 15\n  kin task edit ID --when '' --to lan"
    )]
    Edit {
        task: String,
        #[arg(long)]
        title: Option<String>,
        /// When: 'tomorrow 9:00', 'thứ hai 8h30', 'every friday'; empty for no date
        #[arg(long, value_name = "WHEN")]
        when: Option<String>,
        /// A reminder so many minutes before, or none
        #[arg(long, value_name = "MINUTES|none")]
        remind: Option<String>,
        /// Whose it is from now on
        #[arg(long, value_name = "MEMBER")]
        to: Option<String>,
        /// The customer that it is about: a code or id; empty for none
        #[arg(long, value_name = "CUSTOMER")]
        customer: Option<String>,
        #[arg(long)]
        words: Option<String>,
    },
    /// Say that tasks are done; a repeating one makes the next one
    #[command(after_help = "Examples:\n  kin task done ID\n  kin task done ID --reopen")]
    Done {
        #[arg(required = true)]
        tasks: Vec<String>,
        /// They are not done after all
        #[arg(long)]
        reopen: bool,
    },
}
