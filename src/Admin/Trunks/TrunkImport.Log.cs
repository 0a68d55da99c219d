namespace Voxie.Admin.Trunks;

internal sealed partial class TrunkImport
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Trunk {Trunk} imported from {File}")]
    private static partial void Applied(ILogger logger, string trunk, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trunk {Trunk} was changed through the API since its last import: {File} is not applied. 'voxie import --force' applies it")]
    private static partial void KeptEdit(ILogger logger, string trunk, string file);
}
