namespace Voxie.SipGateway.Dns;

/// <summary>Small files of the system that may not be there.</summary>
internal static class SystemFile
{
    public static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
