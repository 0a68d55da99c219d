using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

// The caller is handed over: by us, once what we say before was heard to its end, or by an operator in the middle of anything.
internal sealed partial class AgentSession
{
    private TransferEntry? _handingOver;
    private bool _aside;

    /// <summary>What is being said now is heard to its end.</summary>
    private bool IsClosing => _leaving is not null || _handingOver is not null;

    public void StepAside()
    {
        StopAgent();
        _handingOver = null;
        _aside = true;
        _tail.Stop();
        _silence.Stop();
        _call.Leg.Listen(null);
        _caller.Suspend();
        _speak.LetGo();
    }

    public void StepBack(TransferReport report)
    {
        _aside = false;
        _speak.TakeBack();
        if (!IsOnHold) _call.Leg.Listen(_caller.Ear);
        var history = _log.History;
        BeginReply(AgentTurnKind.Answer, null, cut => _parts.Brain.TransferFailedAsync(report, history, cut));
    }

    private void HandOverWhenSaid(AgentTurn turn, TransferEntry entry)
    {
        turn.TransferAfter ??= entry;
        // An interruption that is being decided on is decided first.
        if (!_caller.IsInterrupting) _handingOver = entry;
    }

    private void LeaveOrHandOver()
    {
        if (_leaving is { } reason) Leave(reason);
        else if (_handingOver is { } entry) _call.Mailbox.Post(new TransferRequested(entry.Order(), static _ => { }));
    }
}
