namespace Voxie.Pipeline.Providers.OpenAI;

/// <summary>Where the chat model is and how to get in.</summary>
public sealed record OpenAiOptions
{
    /// <summary>Base address with its version path, e.g. <c>http://127.0.0.1:11434/v1</c>; null: OpenAI itself.</summary>
    public Uri? Endpoint { get; init; }
    /// <summary>Null: the server wants none (vLLM, Ollama).</summary>
    public string? ApiKey { get; init; }
    public string Model { get; init; } = "gpt-4o-mini";
    /// <summary>Further tries when the request was not accepted (408, 429, 5xx, no connection); a stream is never resumed. 0 to 3.</summary>
    public int Retries { get; init; } = 1;
}
