//! Purposes and legal bases. Every check and every dossier carries one of each.

use crate::party::codes;

codes! {
    /// Why something is read or sent.
    Purpose {
        /// To investigate an offence of Protocol article 6 or one connected with it.
        Investigation = "investigation",
        /// To prosecute it.
        Prosecution = "prosecution",
        /// To prevent it, or avert a danger to life.
        Prevention = "prevention",
        /// To protect or assist a person (Protocol 16).
        Protection = "protection",
        /// To run the node.
        Administration = "administration",
        /// To oversee those who use it.
        Oversight = "oversight",
    }
}

/// The provisions an information request or a check can rest on, by their stable codes.
pub mod legal_basis {
    /// Codes and the article each one names.
    pub const ALL: &[(&str, &str)] = &[
        (
            "UNTOC-27",
            "Convention against Transnational Organized Crime, article 27 (law enforcement cooperation)",
        ),
        ("UNTOC-27-1-b", "Convention, article 27(1)(b) (inquiries on persons, proceeds, property)"),
        ("UNTOC-18-4", "Convention, article 18(4) (spontaneous information)"),
        ("UNTOC-15-5", "Convention, article 15(5) (consultation of parallel investigations)"),
        ("SOMP-10", "Protocol against the Smuggling of Migrants, article 10 (information)"),
        ("SOMP-10-1-a", "Protocol, article 10(1)(a) (routes, carriers, means of transport)"),
        ("SOMP-10-1-b", "Protocol, article 10(1)(b) (identity and methods of groups)"),
        ("SOMP-10-1-c", "Protocol, article 10(1)(c) (travel documents and blanks)"),
        ("SOMP-10-1-d", "Protocol, article 10(1)(d) (concealment, misuse of documents)"),
        ("SOMP-11-6", "Protocol, article 11(6) (direct channels between border control agencies)"),
        ("SOMP-13", "Protocol, article 13 (legitimacy and validity of documents)"),
    ];

    /// The article a code names, if the code is known.
    #[must_use]
    pub fn article(code: &str) -> Option<&'static str> {
        ALL.iter().find(|(c, _)| *c == code).map(|(_, article)| *article)
    }
}
