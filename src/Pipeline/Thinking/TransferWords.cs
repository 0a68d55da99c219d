using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Thinking;

/// <summary>What is said of a transfer that came to nothing, and what a model is told of it. Pure.</summary>
internal static class TransferWords
{
    public static string Said(TransferReport report) => report switch
    {
        { SipStatus: 486 or 600 } => "I'm sorry, the line there is busy.",
        { SipStatus: 408 or 480 or 487 } or { Result: TransferResult.TimedOut } => "I'm sorry, nobody is answering there right now.",
        _ => "I'm sorry, I couldn't connect you.",
    };

    public static string ForModel(TransferReport report) =>
        $"(The caller could not be connected: {Why(report)}. The caller is still on the line. Say so briefly and offer something else, such as taking a message.)";

    private static string Why(TransferReport report) => report switch
    {
        { SipStatus: 486 or 600 } => "the line is busy",
        { SipStatus: 408 or 480 or 487 } or { Result: TransferResult.TimedOut } => "nobody answered",
        _ => "it did not work",
    };
}
