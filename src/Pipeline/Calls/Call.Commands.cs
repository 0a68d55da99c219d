namespace Voxie.Pipeline.Calls;

// What somebody wants of a call that is up: the caller is handed over, put on hold, sent keys.
internal sealed partial class Call : ITransferUser
{
    private Task _departing = Task.CompletedTask;

    void ITransferUser.TransferBegins() => _conductor!.StepAside();

    void ITransferUser.Joined(DialledLine line)
    {
        // It leaves at once; what it still has to write down it does beside the two who talk now.
        _departing = LeaveAsync(_departing, _conductor!);
        _conductor = BridgeConductor.Over(line, _context, _time);
        _conductor.Start();
        _supervisor.Bridged(_limits.LongestBridge);
    }

    void ITransferUser.HandedOver(CallEndReason reason) => _mailbox.Post(new HangUpRequested(reason));

    void ITransferUser.TransferFailed(TransferReport report) => _conductor!.StepBack(report);

    private void Carry(CallCommand command)
    {
        switch (command)
        {
            case var _ when !_answered:
                command.Decline(over: false);
                break;
            case TransferRequested transfer:
                _transfer.Begin(transfer);
                break;
            case HoldRequested hold:
                _ = HoldAsync(hold);
                break;
            case DigitsRequested digits:
                digits.Told(Press(digits) ? LineVerdict.Done : LineVerdict.Refused);
                break;
        }
    }

    private async Task HoldAsync(HoldRequested request)
    {
        var agreed = false;
        try
        {
            agreed = await _leg.HoldAsync(request.Hold, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // The line has just gone.
        }
        if (agreed) _mailbox.Post(new LineHeld(request.Hold));
        request.Told(agreed ? LineVerdict.Done : LineVerdict.Refused);
    }

    private bool Press(DigitsRequested request)
    {
        var sent = request.Digits.TakeWhile(digit => _leg.TrySendDigit(digit, request.Each)).Count();
        if (sent > 0)
        {
            // Keys may be a secret: how many is enough.
            _context.Record.Note(new CallNote(_context.Id, _time.GetUtcNow(), "keys_sent", new Dictionary<string, string>
            {
                ["by"] = "operator", ["count"] = sent.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }));
        }
        return sent == request.Digits.Length;
    }

    private static async Task LeaveAsync(Task before, IConductor conductor)
    {
        var leaving = conductor.DisposeAsync(); // what concerns the line's sound is done before this returns
        await before;
        await leaving;
    }

    private void CloseMailbox()
    {
        _mailbox.Close();
        while (_mailbox.Reader.TryRead(out var late)) (late as CallCommand)?.Decline(over: true);
    }
}
