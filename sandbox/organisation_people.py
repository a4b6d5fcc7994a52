"""Who works at Fieldfare, the invented organisation: six feature teams named after birds, 24 people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a team; `handle` is what @ completes, `zone` an IANA zone."""

    handle: str
    real_name: str
    team: str
    title: str
    zone: str
    is_admin: bool = False


PEOPLE = (
    Person("ben", "Ben Adeyemi", "Kestrel", "Developer", "Europe/Berlin"),
    Person("mia", "Mia Lindqvist", "Kestrel", "UX designer", "Europe/Stockholm"),
    Person("tomasz", "Tomasz Wrona", "Kestrel", "Developer", "Europe/Warsaw"),
    Person("yuki", "Yuki Tanabe", "Kestrel", "Tester", "Europe/Berlin"),
    Person("ines", "Inês Carvalho", "Heron", "Developer", "Europe/Lisbon"),
    Person("rafael", "Rafael Moreira", "Heron", "Developer", "America/Sao_Paulo"),
    Person("noor", "Noor Haddad", "Heron", "Tester", "Europe/Lisbon"),
    Person("callum", "Callum Reid", "Heron", "Scrum Master", "Europe/London"),
    Person("lea", "Lea Brandt", "Wren", "Tester", "Europe/Berlin"),
    Person("priya", "Priya Raman", "Wren", "Developer", "Europe/Berlin"),
    Person("samuel", "Samuel Otieno", "Wren", "Developer", "Africa/Nairobi", is_admin=True),
    Person("ewa", "Ewa Zielińska", "Wren", "Product Owner", "Europe/Warsaw"),
    Person("arjun", "Arjun Mehta", "Swift", "Developer", "Asia/Kolkata"),
    Person("divya", "Divya Nair", "Swift", "Developer", "Asia/Kolkata"),
    Person("kofi", "Kofi Mensah", "Swift", "Scrum Master", "Africa/Accra"),
    Person("hana", "Hana Kim", "Swift", "Tester", "Asia/Seoul"),
    Person("maya", "Maya Castillo", "Osprey", "Developer", "America/Bogota"),
    Person("jordan", "Jordan Blake", "Osprey", "Developer", "America/New_York"),
    Person("tala", "Tala Reyes", "Osprey", "UX designer", "America/Los_Angeles"),
    Person("luis", "Luis Ferreyra", "Osprey", "Developer", "America/Argentina/Buenos_Aires"),
    Person("mei", "Mei Chen", "Plover", "Developer", "Asia/Taipei"),
    Person("oliver", "Oliver Tran", "Plover", "Developer", "Australia/Melbourne"),
    Person("aroha", "Aroha Ngata", "Plover", "UX designer", "Pacific/Auckland"),
    Person("ola", "Ola Bergström", "Plover", "Tester", "Europe/Stockholm"),
)
