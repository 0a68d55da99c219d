using System.Text;
using Microsoft.Extensions.AI;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Thinking;

/// <summary>What the model is told: how to be on a telephone, what the agent is and knows, and what was really heard.</summary>
internal static class ModelPrompt
{
    private const string Telephone = """
        You are on a telephone call; your words are spoken aloud. Answer in one to three short sentences of plain spoken language:
        no lists, no markup, no emoji. The caller's words come from speech recognition and may hold mistakes; if something makes no sense, ask.
        State only facts given below. When you do not know something, say that you don't know and offer to take a message.
        To take a message, ask for the message, the name and a telephone number, then call take_message.
        When the caller says goodbye or has nothing more, say goodbye and call hang_up.
        """;

    public static string System(AgentProfile profile)
    {
        var prompt = new StringBuilder(Telephone).AppendLine().AppendLine().AppendLine(profile.Instructions.Trim());
        if (profile.Greeting is { Length: > 0 } greeting)
            prompt.AppendLine().Append("You have already said: \"").Append(greeting).AppendLine("\"");
        // Names only: a number that the model does not know it cannot be talked into saying.
        if (profile.Transfers.Count > 0)
            prompt.AppendLine().Append("You can connect the caller by transfer_call with: ").AppendJoin(", ", profile.Transfers.Select(static entry => entry.Name)).AppendLine(".");
        if (profile.Knowledge.Count > 0)
            prompt.AppendLine().AppendLine("What you know:");
        foreach (var entry in profile.Knowledge)
            prompt.Append("- ").Append(entry.Title).Append(": ").AppendLine(entry.Text);
        return prompt.ToString();
    }

    /// <summary>The conversation as messages, this turn last.</summary>
    public static List<ChatMessage> Conversation(CallerTurn turn, IReadOnlyList<HeardTurn> history, int mostTurns)
    {
        var messages = history.Skip(Math.Max(0, history.Count - mostTurns)).Where(static heard => heard.Text.Length > 0)
            .Select(static heard => new ChatMessage(heard.Role == TurnRole.Caller ? ChatRole.User : ChatRole.Assistant, heard.Text)).ToList();
        if (turn.Text.Length > 0 && (history.Count == 0 || history[^1].Role != TurnRole.Caller))
            messages.Add(new ChatMessage(ChatRole.User, turn.Text));
        if (turn.Digits.Length > 0)
            messages.Add(new ChatMessage(ChatRole.User, $"(The caller pressed {turn.Digits} on the keypad.)"));
        return messages;
    }
}
