namespace Voxie.Admin.Agents;

internal enum RecordingMode { Off, On }
