namespace Voxie.Pipeline.Agents;

/// <summary>What is said when the brain, or the ear, cannot help.</summary>
internal static class StandInPhrases
{
    public const string NotUnderstood = "Sorry, I didn't catch that. Could you say it again?";
    public const string Trouble = "Sorry, I'm having trouble answering right now. Could you ask me again?";
    public const string StillThere = "Are you still there?";
    public const string Goodbye = "I can't hear you, so I'll hang up now. Goodbye.";
    public const string TimeIsUp = "I'm sorry, I have to end our call now. Please call again if there is anything else. Goodbye.";
    public const string GiveUp = "I'm sorry, we are having technical difficulties. Please call again later. Goodbye.";
}
