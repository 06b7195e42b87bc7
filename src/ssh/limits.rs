//! stub
use std::net::IpAddr; use crate::domain::Micros; use crate::config::Serve;
pub enum Why { A }
pub enum Arrival { Admitted { ticket: u64, evict: Option<u64> }, Refused(Why) }
pub struct Gate(u64);
impl Gate { pub fn new(_: &Serve) -> Self { Gate(0) } pub fn arrive(&mut self, _: IpAddr, _: Micros) -> Arrival { self.0+=1; Arrival::Admitted { ticket: self.0, evict: None } } pub fn failed(&mut self, _: u64) {} pub fn entered(&mut self, _: u64) {} pub fn left(&mut self, _: u64) {} pub fn waits(&self, _: u64) -> bool { false } pub fn reload(&mut self, _: &Serve) {} }
