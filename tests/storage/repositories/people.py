"""Clients with names that a search could stumble over, by number."""

PEOPLE = [
    ("+12125550001", "Zoë Müller"),
    ("+12125550002", "Jane Doe"),
    ("+12125550003", "Mary Jane Watson"),
    ("+447400123456", "100% Fit_Gym"),
    ("+447400999999", "1000 Fit Gyms"),
    ("+12125550006", "Back\\slash"),
]
