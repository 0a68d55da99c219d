using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>
/// The built-in flow, and the default one: answers from knowledge, takes a message, says what it is, says when it does not know,
/// says goodbye.
/// </summary>
public static class ReceptionFlow
{
    public const string Id = "reception";

    public static FlowDefinition Definition { get; } = new()
    {
        Id = Id,
        Start = "listen",
        OnSilence = "silent",
        Prompts = ["Are you still there?", "I'm afraid I can't hear you. Please tell me how I can help."],
        Intents = ReceptionIntents.All,
        Anywhere = new Dictionary<string, string>
        {
            ["repeat"] = "repeat",
            ["goodbye"] = "goodbye",
            ["human"] = "human",
            ["message"] = "message",
            ["identity"] = "identity",
            ["robot"] = "robot",
            ["abilities"] = "abilities",
            ["hello"] = "hello",
            ["howAreYou"] = "howAreYou",
            ["thanks"] = "welcome",
            ["wait"] = "wait",
        },
        Steps = new Dictionary<string, FlowStep>
        {
            ["listen"] = new AskStep { Branches = Branches(("yes", "goAhead"), ("no", "anythingElse")), Otherwise = "answer" },
            ["answer"] = new AnswerStep { Known = "listen", KnownAgain = "anythingElse", Unknown = "offer", Unclear = "unclear" },
            ["unclear"] = Say("listen", "I'm sorry, I didn't quite get that. Could you say it in other words?"),
            ["goAhead"] = Say("listen", "Go ahead, please. What would you like to know?"),
            ["anythingElse"] = new AskStep
            {
                Text = "Is there anything else I can help you with?",
                Branches = Branches(("yes", "goAhead"), ("no", "goodbye")),
                Otherwise = "answer",
            },
            ["welcome"] = Say("anythingElse", "You're welcome."),
            ["hello"] = Say("listen", "Hello! How can I help you?", "Yes, I'm here. What can I do for you?"),
            ["howAreYou"] = Say("listen", "I'm doing well, thank you. How can I help you?"),
            ["wait"] = Say("listen", "Of course, take your time."),
            ["identity"] = Say(FlowDefinition.Back, "{identity} I'm an automated assistant, not a person."),
            ["robot"] = Say(FlowDefinition.Back, "Yes, I'm an automated assistant, not a person. {identity}"),
            ["abilities"] = Say("listen", "I can answer questions about {topics}. I can also take a message. What would you like to know?"),
            ["repeat"] = new RepeatStep { Next = FlowDefinition.Back },

            ["offer"] = Say("offerMessage", "I'm sorry, I don't know that.", "I'm afraid I don't know that either.", "Sorry, I don't know that."),
            ["offerMessage"] = Offer("Would you like to leave a message, so that someone can call you back?"),
            ["human"] = new TransferStep { Nobody = "noHuman", Unclear = "whom", Failed = "offerMessage" },
            ["whom"] = new AskStep { Text = "I can connect you with {transfers}. Who would you like to speak to?", Otherwise = "chosen" },
            ["chosen"] = new TransferStep { Nobody = "noHuman", Unclear = "answer", Failed = "offerMessage" },
            ["noHuman"] = Say("humanMessage", "I can't connect you to a person right now, but I can take a message."),
            ["humanMessage"] = Offer("Would you like to leave one, so that someone can call you back?"),
            ["noMessage"] = Say("anythingElse", "All right."),

            ["message"] = Collect("message", CollectKind.Text, "What is your message?", "name"),
            ["name"] = Collect("name", CollectKind.Name, "Thank you. May I have your name?", "number"),
            ["number"] = Collect("number", CollectKind.PhoneNumber, "And on what number can we reach you?", "confirm")
                with { Again = "I'm sorry, I didn't get a number. Please say it digit by digit, or type it on your phone." },
            ["confirm"] = new AskStep
            {
                Text = "Let me read that back. The message is: {message}. Your name is {name}, and the number is {number}. Is that right?",
                Expect = ExpectedAnswer.YesNo,
                Branches = Branches(("yes", "takeMessage"), ("no", "again"), ("cancel", "cancelled"), ("goodbye", "takeMessageAndEnd"), ("thanks", "takeMessage")),
                Otherwise = "confirmAgain",
            },
            ["confirmAgain"] = new AskStep
            {
                Text = "Sorry, is the message right as I read it? Please say yes or no.",
                Expect = ExpectedAnswer.YesNo,
                Branches = Branches(("yes", "takeMessage"), ("no", "again"), ("cancel", "cancelled"), ("goodbye", "takeMessageAndEnd"), ("thanks", "takeMessage")),
                Otherwise = "takeMessage",
            },
            ["again"] = Say("message", "I'm sorry. Let's try again."),
            ["cancelled"] = Say("anythingElse", "All right, I won't leave a message."),
            ["takeMessage"] = new ToolStep { Tool = ToolStep.TakeMessage, Next = "taken" },
            ["taken"] = Say("anythingElse", "Thank you. I will pass your message on."),
            ["takeMessageAndEnd"] = new ToolStep { Tool = ToolStep.TakeMessage, Next = "goodbye" },

            ["goodbye"] = new EndStep { Text = "Thank you for calling. Goodbye!" },
            ["silent"] = new EndStep { Text = "I can't hear you, so I'll hang up now. Please call again. Goodbye!" },
        },
    };

    private static AskStep Offer(string text) => new()
    {
        Text = text,
        Expect = ExpectedAnswer.YesNo,
        Branches = Branches(("yes", "message"), ("no", "noMessage"), ("cancel", "noMessage")),
        Otherwise = "answer",
    };

    private static SayStep Say(string next, params string[] texts) => new() { Texts = texts, Next = next };

    private static CollectStep Collect(string slot, CollectKind kind, string text, string next) =>
        new() { Slot = slot, Kind = kind, Text = text, Next = next, Branches = Branches(("cancel", "cancelled"), ("repeat", "repeat"), ("goodbye", "goodbye")) };

    private static Dictionary<string, string> Branches(params (string Intent, string Step)[] branches) =>
        branches.ToDictionary(static branch => branch.Intent, static branch => branch.Step);
}
