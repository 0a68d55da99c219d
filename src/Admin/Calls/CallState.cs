namespace Voxie.Admin.Calls;

internal enum CallState { Ringing, Answered, Ended }
