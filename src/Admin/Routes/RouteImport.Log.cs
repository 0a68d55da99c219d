namespace Voxie.Admin.Routes;

internal sealed partial class RouteImport
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Routes imported from {File}")]
    private static partial void Applied(ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Routes were changed through the API since their last import: {File} is not applied. 'voxie import --force' applies it")]
    private static partial void KeptEdit(ILogger logger, string file);
}
