using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Registrations;

internal sealed partial class TrunkPing
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Trunk {Trunk} is {Reach}. {Reason}")]
    private partial void LogReach(string trunk, TrunkReach reach, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fault in the pings of trunk {Trunk}")]
    private partial void LogFault(Exception fault, string trunk);
}
