//! Identity mapping: the same customer is an account, a person in the programme, and people in the
//! marketplace.
//!
//! Components do not depend on each other, so their slots are matched here. An account has at most one person
//! in the programme, the one who was invited or whom it makes a customer; at most one seller; and for each of
//! its users at most one buyer.

/// Stands for no slot.
pub(super) const NOBODY: u32 = u32::MAX;

/// The entities that belong to an account.
#[derive(Clone, Debug, Default)]
pub(super) struct Kin {
    pub(super) person: Option<u32>,
    pub(super) seller: Option<u32>,
    pub(super) buyers: Vec<u32>,
    /// The number of users for whom it is decided whether they learn.
    pub(super) users: u32,
    /// Uses in this month taken by sales, and by purchases.
    pub(super) uses: [u32; 2],
    /// The month of those uses.
    pub(super) month: u32,
    /// The last month at whose end the account was a low-value user, counted from 1.
    pub(super) low_value_at: u32,
    /// Whether the account was asked to move up in that month because a cap was used up, for each of the two.
    pub(super) is_asked: [bool; 2],
    /// Whether the seller is suspended until the end of the month, and whether the buyers are.
    pub(super) is_suspended: [bool; 2],
}

/// The mapping between slots of the components.
#[derive(Clone, Debug, Default)]
pub(super) struct IdMapping {
    /// By slot of the account.
    accounts: Vec<Kin>,
    /// By slot in the marketplace: the account.
    members: Vec<u32>,
    /// By slot in the programme: the account that a customer has, or the place in the marketplace, if there are no
    /// accounts.
    people: Vec<u32>,
    /// By slot in the marketplace: the host whose time is sold there.
    hosts: Vec<u32>,
}

fn at(list: &[u32], slot: u32) -> Option<u32> {
    list.get(slot as usize).copied().filter(|&other| other != NOBODY)
}

fn set(list: &mut Vec<u32>, slot: u32, other: u32) {
    let slot = slot as usize;
    if slot >= list.len() {
        list.resize(slot + 1, NOBODY);
    }
    list[slot] = other;
}

impl IdMapping {
    /// The entities of an account, to be changed.
    pub(super) fn of(&mut self, account: u32) -> &mut Kin {
        let slot = account as usize;
        if slot >= self.accounts.len() {
            self.accounts.resize_with(slot + 1, Kin::default);
        }
        &mut self.accounts[slot]
    }

    /// The person of an account in the programme.
    pub(super) fn person_of(&self, account: u32) -> Option<u32> {
        self.accounts.get(account as usize)?.person
    }

    /// The account of a member of the marketplace.
    pub(super) fn account_of_member(&self, member: u32) -> Option<u32> {
        at(&self.members, member)
    }

    /// The account or the member that a person in the programme is.
    pub(super) fn of_person(&self, person: u32) -> Option<u32> {
        at(&self.people, person)
    }

    pub(super) fn links_person(&mut self, person: u32, other: u32) {
        set(&mut self.people, person, other);
    }

    pub(super) fn links_member(&mut self, member: u32, account: u32) {
        set(&mut self.members, member, account);
    }

    /// An account is gone: returns what belonged to it.
    pub(super) fn forgets(&mut self, account: u32) -> Kin {
        let kin = core::mem::take(self.of(account));
        for &member in kin.seller.iter().chain(&kin.buyers) {
            set(&mut self.members, member, NOBODY);
        }
        if let Some(person) = kin.person {
            set(&mut self.people, person, NOBODY);
        }
        kin
    }

    /// Without accounts: a customer has left, and the place in the marketplace goes to another person.
    pub(super) fn parts(&mut self, person: u32, member: u32) {
        set(&mut self.people, person, NOBODY);
        set(&mut self.members, member, NOBODY);
    }

    /// The host whose time is sold at a place in the marketplace.
    pub(super) fn host_of_member(&self, member: u32) -> Option<u32> {
        at(&self.hosts, member)
    }

    pub(super) fn links_host(&mut self, member: u32, host: u32) {
        set(&mut self.hosts, member, host);
    }

    /// A place in the marketplace no longer belongs to a host.
    pub(super) fn frees_host(&mut self, member: u32) {
        set(&mut self.hosts, member, NOBODY);
    }

    /// The seller of an account has left the marketplace.
    pub(super) fn stops_selling(&mut self, member: u32) {
        if let Some(account) = self.account_of_member(member) {
            set(&mut self.members, member, NOBODY);
            let kin = self.of(account);
            (kin.seller, kin.is_suspended[0]) = (None, false);
        }
    }

    /// Accounts whose seller or buyers are suspended.
    pub(super) fn suspended(&self) -> Vec<u32> {
        (0..)
            .zip(&self.accounts)
            .filter(|(_, kin)| kin.is_suspended != [false; 2])
            .map(|(slot, _)| slot)
            .collect()
    }
}
