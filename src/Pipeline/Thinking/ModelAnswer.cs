using System.Text;
using Microsoft.Extensions.AI;

namespace Voxie.Pipeline.Thinking;

/// <summary>One answer of the model as it comes in.</summary>
internal sealed class ModelAnswer(bool firstClause)
{
    private const int FirstClauseWords = 6;

    private readonly SentenceSplitter _splitter = new(firstClause ? FirstClauseWords : 0);
    private readonly StringBuilder _text = new();

    /// <summary>Something of the answer has come.</summary>
    public bool Begun { get; private set; }

    public List<FunctionCallContent> Calls { get; } = [];

    public IEnumerable<SayPart> Add(ChatResponseUpdate update)
    {
        Begun = true;
        Calls.AddRange(update.Contents.OfType<FunctionCallContent>());
        _text.Append(update.Text);
        return _splitter.Push(update.Text).Select(static sentence => new SayPart(sentence));
    }

    public IEnumerable<SayPart> Finish() => _splitter.Finish() is { } rest ? [new SayPart(rest)] : [];

    public ChatMessage AsMessage()
    {
        var contents = new List<AIContent>();
        if (_text.Length > 0)
            contents.Add(new TextContent(_text.ToString()));
        contents.AddRange(Calls);
        return new ChatMessage(ChatRole.Assistant, contents);
    }
}
