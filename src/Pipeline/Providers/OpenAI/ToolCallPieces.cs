using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Voxie.Pipeline.Providers.OpenAI;

/// <summary>Tool calls arrive in pieces, each with the index of its call; id and name come with the first piece only.</summary>
internal sealed class ToolCallPieces
{
    private sealed class Call
    {
        public string? Id { get; set; }
        public string? Name { get; set; }
        public StringBuilder Arguments { get; } = new();
    }

    private readonly SortedDictionary<int, Call> _calls = [];

    public void Add(StreamingChatToolCallUpdate piece)
    {
        if (!_calls.TryGetValue(piece.Index, out var call))
            _calls[piece.Index] = call = new Call();
        call.Id ??= piece.ToolCallId;
        call.Name ??= piece.FunctionName;
        if (piece.FunctionArgumentsUpdate is { } arguments)
            call.Arguments.Append(arguments.ToMemory().Length == 0 ? "" : arguments.ToString());
    }

    /// <summary>The finished calls in order. Arguments that are no JSON object come with the parse error inside.</summary>
    public IEnumerable<FunctionCallContent> Finish()
    {
        foreach (var (index, call) in _calls)
        {
            if (string.IsNullOrEmpty(call.Name))
                continue;
            var text = call.Arguments.ToString();
            yield return FunctionCallContent.CreateFromParsedArguments(
                text.Length == 0 ? "{}" : text, call.Id ?? $"call_{index}", call.Name,
                static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json));
        }
    }
}
