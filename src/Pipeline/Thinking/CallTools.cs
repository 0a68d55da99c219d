using System.ComponentModel;
using Microsoft.Extensions.AI;
using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Thinking;

/// <summary>
/// The tools every model agent has. They do nothing themselves: they leave parts that the call carries out (law 9: the model has no
/// authority). One per call, call loop only.
/// </summary>
internal sealed class CallTools
{
    private readonly List<ReplyPart> _effects = [];
    private readonly IReadOnlyList<TransferEntry> _transfers;

    /// <param name="transfers">Whom the model may name to be connected with; their numbers stay here.</param>
    public CallTools(IReadOnlyList<TransferEntry> transfers)
    {
        _transfers = transfers;
        Functions =
        [
            AIFunctionFactory.Create(HangUp, "hang_up", "Ends the call. Say goodbye first."),
            AIFunctionFactory.Create(TakeMessage, "take_message", "Keeps a message for the people of the business, once the caller has given all of it."),
            .. transfers.Count > 0 ? [AIFunctionFactory.Create(TransferCall, "transfer_call", "Connects the caller with somebody else and ends your part of the call. Say so first.")] : Array.Empty<AIFunction>(),
        ];
    }

    public IReadOnlyList<AIFunction> Functions { get; }

    /// <summary>Runs one call and returns what the model is told, with the parts it left behind.</summary>
    public async Task<(FunctionResultContent Result, IReadOnlyList<ReplyPart> Effects)> InvokeAsync(FunctionCallContent call, CancellationToken cancellation)
    {
        _effects.Clear();
        var function = Functions.FirstOrDefault(function => function.Name == call.Name);
        object? result;
        if (function is null)
            result = $"There is no tool named {call.Name}.";
        else if (call.Exception is not null)
            result = "The arguments were no valid JSON object. Call again.";
        else
            result = await RunAsync(function, call, cancellation);
        return (new FunctionResultContent(call.CallId, result?.ToString() ?? ""), [.. _effects]);
    }

    private static async Task<object?> RunAsync(AIFunction function, FunctionCallContent call, CancellationToken cancellation)
    {
        try
        {
            return await function.InvokeAsync(new AIFunctionArguments(call.Arguments), cancellation);
        }
        catch (Exception exception) when (exception is ArgumentException or System.Text.Json.JsonException or FormatException or InvalidCastException)
        {
            return $"The arguments do not fit: {exception.Message}";
        }
    }

    private string HangUp()
    {
        _effects.Add(new HangUpPart());
        return "The call ends when your words have been heard.";
    }

    private string TransferCall([Description("Name of the one to connect with, exactly as listed.")] string name)
    {
        if (_transfers.FirstOrDefault(entry => entry.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } chosen)
            return $"There is nobody of that name. You can connect with: {string.Join(", ", _transfers.Select(static entry => entry.Name))}.";
        _effects.Add(new TransferPart(chosen));
        return "The caller is being connected.";
    }

    private string TakeMessage(
        [Description("What is to be passed on, in the caller's words.")] string message,
        [Description("Name of the caller; empty when not given.")] string name = "",
        [Description("Telephone number to call back; empty when not given.")] string number = "")
    {
        _effects.Add(new NotePart("message", new Dictionary<string, string> { ["message"] = message, ["name"] = name, ["number"] = number }));
        return "The message is kept. Tell the caller, and ask whether there is anything else.";
    }
}
