namespace Voxie.TestKit;

/// <summary>What an agent says on the telephone, in plain words: to hear whether a voice can be understood.</summary>
public static class TelephoneSentences
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Thank you for calling, how can I help you today?",
        "We are open from nine in the morning until six in the evening.",
        "Could you please tell me your name and your telephone number?",
        "I am sorry, I did not understand that.",
        "Your appointment is on Tuesday the fourteenth of March at half past three.",
        "Please hold the line while I look that up for you.",
        "The price is forty seven dollars and sixty cents.",
        "Would you like me to take a message?",
        "Our office is on the second floor, next to the main entrance.",
        "I don't know that, but somebody will call you back.",
        "Let me repeat that: four, one, five, five, five, zero, one, nine.",
        "Parking is free for visitors, and the garage closes at ten.",
        "Did you say Thursday or Friday?",
        "Your order left our warehouse yesterday and should arrive tomorrow.",
        "For an emergency, please hang up and dial nine one one.",
        "We can offer you a table for four at eight o'clock.",
        "Is there anything else that I can do for you?",
        "The doctor is away this week and returns on Monday.",
        "All of our prices include taxes and delivery.",
        "Goodbye, and have a nice day.",
    ];
}
