//! Whom lines of timelines turn to: members who may see the customer, and nobody else.

use super::super::Desk;
use super::super::api::{MentionRow, Problem};
use super::super::queries::{is_person, member_name, target_of};
use super::super::rights::Rights;
use crate::domain::{Id, Micros, mention};
use crate::policy::{self, Actor, Operation};
use crate::store::{Member, Snapshot};

/// Most mentions told at once, and most looked at for them.
const MOST: usize = 50;
const MOST_LOOKED_AT: usize = 200;
/// As much of a line as a mention shows, in characters.
const SHOWN: usize = 200;

impl Desk {
    /// The members whom a text about a customer turns to, and the words behind an `@` that reach nobody.
    pub(super) fn mentioned(&mut self, customer: Id, text: &str) -> Result<(Vec<Id>, Vec<String>), Problem> {
        if !text.contains('@') {
            return Ok(Default::default());
        }
        let (me, now, rights) = (self.session()?.actor.member, self.clock.now(), &self.rights);
        self.store.read(|snapshot| {
            let members = colleagues(snapshot, rights, now)?;
            let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
            let (found, mut not_mentioned) = mention::find(text, &names);
            let mut mentions = Vec::new();
            for member in found.into_iter().filter_map(|place| members.get(place)).filter(|member| member.id != me) {
                if sees(snapshot, rights, member.id, customer, now)? {
                    mentions.push(member.id);
                } else {
                    not_mentioned.push(member.name.clone());
                }
            }
            Ok((mentions, not_mentioned))
        })
    }

    pub(super) fn mentionable(&mut self, customer: Id) -> Result<Vec<(Id, String)>, Problem> {
        self.look_at_timeline(customer)?;
        let (me, now, rights) = (self.session()?.actor.member, self.clock.now(), &self.rights);
        self.store.read(|snapshot| {
            let mut found = Vec::new();
            for member in colleagues(snapshot, rights, now)?.into_iter().filter(|member| member.id != me) {
                if sees(snapshot, rights, member.id, customer, now)? {
                    found.push((member.id, member.name));
                }
            }
            Ok(found)
        })
    }

    /// Lines that turn to who is in, as far as it may see their customers now.
    pub(super) fn mentions(&mut self) -> Result<Vec<MentionRow>, Problem> {
        let (session, now) = (self.session.as_ref().ok_or(Problem::NoSession)?, self.clock.now());
        let me = session.actor.member;
        // Who looks as another role sees what both may.
        let actors: Vec<&Actor> = [&session.actor, session.seen_as()].into();
        self.store.read(|snapshot| {
            let mut rows = Vec::new();
            for found in snapshot.mentions(me, MOST_LOOKED_AT)? {
                let Some(line) = snapshot.activity(found.activity)?.filter(|line| line.mentions.contains(&me)) else {
                    continue;
                };
                let Some(target) = target_of(snapshot, line.customer, me, now)? else { continue };
                let seen = |actor: &&Actor| policy::judge(actor, Operation::ViewCustomer, target).is_ok();
                if !actors.iter().all(seen) {
                    continue;
                }
                rows.push(MentionRow {
                    note: line.id,
                    customer: line.customer,
                    name: super::name_of(snapshot, line.customer)?,
                    by: member_name(snapshot, line.edited_by.unwrap_or(line.member))?,
                    at: found.at,
                    text: line.text.chars().take(SHOWN).collect(),
                    seen: found.seen_at.is_some(),
                });
                if rows.len() == MOST {
                    break;
                }
            }
            Ok(rows)
        })
    }

    pub(super) fn see_mention(&mut self, note: Id) -> Result<(), Problem> {
        let (me, now) = (self.session()?.actor.member, self.clock.now());
        if self.store.shelf(|shelf| shelf.see_mention(me, note, now))? { Ok(()) } else { Err(Problem::NotFound) }
    }
}

/// The active members who are people.
fn colleagues(snapshot: &Snapshot<'_>, rights: &Rights, now: Micros) -> Result<Vec<Member>, Problem> {
    let members = snapshot.members()?.into_iter();
    Ok(members.filter(|member| member.active && is_person(rights, member.id, now)).collect())
}

fn sees(snapshot: &Snapshot<'_>, rights: &Rights, member: Id, customer: Id, now: Micros) -> Result<bool, Problem> {
    let (Some(actor), Some(target)) = (rights.actor(member, now), target_of(snapshot, customer, member, now)?) else {
        return Ok(false);
    };
    Ok(policy::judge(&actor, Operation::ViewCustomer, target).is_ok())
}
