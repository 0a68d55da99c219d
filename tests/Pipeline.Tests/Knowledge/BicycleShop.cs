using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Tests.Knowledge;

/// <summary>A business of quite another kind, so that retrieval is not fitted to one.</summary>
internal static class BicycleShop
{
    public static AgentProfile Profile { get; } = new()
    {
        Id = "bikes",
        Name = "Copper Wheel Cycles",
        Instructions = "You are the friendly receptionist of Copper Wheel Cycles, a bicycle shop.",
        Knowledge =
        [
            new("Shop hours", "We're open Tuesday through Saturday, ten in the morning until seven in the evening. Sundays and Mondays we rest."),
            new("Where we are", "You'll find us at 48 Canal Road, next to the old flour mill."),
            new("Repairs", "We fix every make of bicycle. A basic tune-up is $55 and is usually done in two days."),
            new("Flat tires", "We mend a flat tire while you wait for $15, tube included."),
            new("Renting a bike", "City bikes rent for $25 a day, electric bikes for $45. Bring a photo ID."),
            new("Electric bikes", "We carry electric bikes from four makers. They start at $1,400."),
            new("Second-hand bikes", "We sell used bikes that we have overhauled ourselves, from $120, with six months of guarantee."),
            new("Trading in your old bike", "We take your old bike in part payment and give you a price on the spot."),
            new("Test rides", "You can try any bike for half an hour. Just leave us an ID."),
            new("Helmets, locks and lights", "We stock helmets from $30, and locks and lights for every budget."),
            new("Children's bikes", "We have bikes for children from three years up, and you can swap them for a bigger one at half price."),
            new("Warranty", "New bikes come with a two-year warranty and a free first inspection after three months."),
            new("Returns and refunds", "Unused goods can come back within 30 days for your money back."),
            new("Bike fitting", "A bike fitting by our mechanic Lena takes an hour and costs $80."),
            new("Group rides", "We ride together every Thursday at six from the shop. Everyone is welcome, and it is free."),
            new("How to pay", "We take cards, cash and bank transfer, and you can pay off a bike over twelve months."),
            new("Delivery", "We deliver new bikes free within the city."),
            new("Storage in winter", "We store your bike over the winter for $60, cleaning included."),
        ],
    };

    public static IReadOnlyList<(string Question, string Expected)> Known { get; } =
    [
        ("When are you open?", "Shop hours"),
        ("Are you there on Mondays?", "Shop hours"),
        ("What time do you close tonight?", "Shop hours"),
        ("Where is your shop?", "Where"),
        ("What's the address?", "Where"),
        ("How do I get to you?", "Where"),
        ("My bike needs fixing. Can you do that?", "Repairs"),
        ("How much is a tune up?", "Repairs"),
        ("How long does a service take?", "Repairs"),
        ("I have a flat tyre.", "Flat"),
        ("What do you charge for a puncture?", "Flat"),
        ("Can I rent a bicycle for a day?", "Renting"),
        ("How much is it to hire a bike?", "Renting"),
        ("What do I need to bring for a rental?", "Renting"),
        ("Do you have e-bikes?", "Electric"),
        ("What does an electric bike cost?", "Electric|Renting"),
        ("Do you sell second hand bikes?", "Second"),
        ("I'm looking for something used and cheap.", "Second"),
        ("Would you take my old bike in exchange?", "Trading"),
        ("Can I take a test ride?", "Test"),
        ("Could I try it out before I buy?", "Test"),
        ("Do you carry helmets?", "Helmets"),
        ("How much are your locks?", "Helmets"),
        ("Do you have a bike for a five year old?", "Children"),
        ("My son needs a bigger bike.", "Children"),
        ("What guarantee do I get on a new bike?", "Warranty|Second"),
        ("Is the first inspection free?", "Warranty"),
        ("Can I bring something back if I don't need it?", "Returns"),
        ("Do you give refunds?", "Returns"),
        ("Who does the fittings?", "Bike fitting"),
        ("How long is a bike fitting?", "Bike fitting"),
        ("Do you ride out together?", "Group"),
        ("When's the group ride?", "Group"),
        ("Can I pay by card?", "How to pay"),
        ("Can I pay monthly?", "How to pay"),
        ("Do you deliver?", "Delivery"),
        ("Could you bring the new bike to my house?", "Delivery"),
        ("Where can I keep my bike in the winter?", "Storage"),
        ("Do you store bikes?", "Storage"),
        ("What does winter storage cost?", "Storage"),
    ];

    public static IReadOnlyList<string> OffTopic { get; } =
    [
        "Do you sell motorcycles?",
        "Can I get a cup of coffee?",
        "What's the fastest train to Berlin?",
        "Do you have a doctor?",
        "How many calories are in an apple?",
        "Do you fix phones?",
        "What's the best movie of the year?",
        "Can you book me a hotel?",
        "Do you teach skiing?",
        "How is the stock market doing?",
        "Can you cut my grass?",
        "Is there life on Mars?",
        "How much is a haircut?",
        "Where is the nearest pharmacy?",
        "Do you rent canoes?",
        "Do you wash cars?",
    ];
}
