using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>Stands between a session and its leg: a leg that has gone on to another session hears nothing more of the old one.</summary>
internal sealed class SessionUserGate(ISipSessionUser user) : ISipSessionUser
{
    private bool _closed;

    public void Close() => _closed = true;

    public void Cancelled(SipRequest cancel) => Pass(() => user.Cancelled(cancel));

    public void Confirmed() => Pass(user.Confirmed);

    public void HungUp(SipRequest bye) => Pass(() => user.HungUp(bye));

    public void Broken(SessionFault fault) => Pass(() => user.Broken(fault));

    public void HoldChanged(bool held) => Pass(() => user.HoldChanged(held));

    public void DigitReceived(char digit, TimeSpan duration) => Pass(() => user.DigitReceived(digit, duration));

    public void Referred(ServerTransaction refer)
    {
        if (_closed)
        {
            refer.Respond(481);
        }
        else
        {
            user.Referred(refer);
        }
    }

    private void Pass(Action tell)
    {
        if (!_closed)
        {
            tell();
        }
    }
}
