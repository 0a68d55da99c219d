using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Tests.Knowledge;

/// <summary>A third business, where half of all words are "book".</summary>
internal static class PublicLibrary
{
    public static AgentProfile Profile { get; } = new()
    {
        Id = "library",
        Name = "Elm Park Library",
        Instructions = "You are the telephone assistant of the Elm Park Library, a public library.",
        Knowledge =
        [
            new("Opening hours", "The library is open Tuesday to Friday from 10 am to 7 pm and Saturday from 10 am to 4 pm. We are closed on Sunday and Monday."),
            new("Location", "The Elm Park Library is at 200 Elm Park Avenue, opposite the town hall."),
            new("Getting a library card", "A library card is free for residents. Please bring a photo ID and a proof of address."),
            new("Loan period for books", "Books can be borrowed for three weeks, films and magazines for one week."),
            new("Renewing a loan", "You can renew twice, online or by phone, unless somebody else has reserved the item."),
            new("Late fees", "The late fee is 20 cents per item and day, at most $10."),
            new("Reserving a book", "You can reserve any book through our online catalogue, and we send you an email when it is here."),
            new("Computers and internet", "There are twelve computers with internet, and free wifi in the whole building."),
            new("Printing and copying", "Printing and copying cost 10 cents a page, in color 40 cents."),
            new("Story time for children", "Story time for children under six is every Saturday at 11 am in the garden room."),
            new("Study rooms", "Four study rooms can be booked for two hours, free of charge."),
            new("E-books and audiobooks", "With your card you can download e-books and audiobooks through the Libby app."),
            new("Returning after hours", "There is a book drop next to the main entrance, open day and night."),
            new("Lost books", "If you lose a book, you pay its price and $5 for processing."),
            new("Book club", "The book club meets on the first Thursday of the month at 6:30 pm. New readers are welcome."),
            new("Donating books", "We gladly take books in good condition, but no encyclopedias and no textbooks."),
            new("Food and drink", "Covered drinks are fine everywhere. Food may be eaten in the cafe on the ground floor only."),
            new("Home delivery", "For people who cannot leave the house, volunteers bring books home once a month."),
        ],
    };

    public static IReadOnlyList<(string Question, string Expected)> Known { get; } =
    [
        ("When do you open on Saturdays?", "Opening"),
        ("Are you open on Mondays?", "Opening"),
        ("How late is the library open on Thursday?", "Opening"),
        ("Where is the library?", "Location"),
        ("What's your address?", "Location"),
        ("How do I sign up for a library card?", "Getting"),
        ("What do I need to bring to get a card?", "Getting"),
        ("Does a library card cost anything?", "Getting"),
        ("How long can I keep a book?", "Loan"),
        ("For how many weeks can I borrow a film?", "Loan"),
        ("Can I take out magazines?", "Loan"),
        ("Can I extend my loan?", "Renewing"),
        ("How many times may I renew?", "Renewing"),
        ("What happens if I bring a book back too late?", "Late"),
        ("How much is the fine for an overdue book?", "Late"),
        ("Can I put a book on hold?", "Reserving"),
        ("How do I reserve a novel?", "Reserving"),
        ("Do you have wifi?", "Computers"),
        ("Is there a PC I can use?", "Computers"),
        ("Can I go on the internet there?", "Computers"),
        ("How much is a photocopy?", "Printing"),
        ("Can I print something in color?", "Printing"),
        ("What do you charge for printing?", "Printing"),
        ("Do you read stories to kids?", "Story"),
        ("When is story time?", "Story"),
        ("Is there a quiet room where I can study?", "Study"),
        ("Can I book a study room?", "Study"),
        ("Do you have audiobooks?", "E-books"),
        ("How do I download an ebook?", "E-books"),
        ("Can I return books when you're closed?", "Returning"),
        ("Where is the book drop?", "Returning"),
        ("I lost a book. What now?", "Lost"),
        ("When does the book club meet?", "Book club"),
        ("Can I join your reading group?", "Book club"),
        ("Do you take old books?", "Donating"),
        ("I'd like to donate some books.", "Donating"),
        ("Can I bring coffee in?", "Food"),
        ("Is eating allowed?", "Food"),
        ("My grandmother can't leave her home. Can someone bring her books?", "Home"),
        ("Do you deliver books?", "Home"),
    ];

    public static IReadOnlyList<string> OffTopic { get; } =
    [
        "Do you sell stamps?",
        "What's the weather today?",
        "Can you fix my car?",
        "Who won the election?",
        "Do you do passport photos?",
        "Is there a swimming pool?",
        "Can I buy concert tickets?",
        "How do I cook rice?",
        "Do you cut hair?",
        "Can I see a doctor?",
        "How much is a pound of apples?",
        "Can you recommend a plumber?",
        "What's the capital of Spain?",
        "Do you rent bicycles?",
        "How far is it to the beach?",
        "Tell me a joke.",
    ];
}
