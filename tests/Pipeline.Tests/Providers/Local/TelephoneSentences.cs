namespace Voxie.Pipeline.Tests.Providers.Local;

/// <summary>What an agent says on the telephone, in plain words.</summary>
internal static class TelephoneSentences
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
    ];
}
