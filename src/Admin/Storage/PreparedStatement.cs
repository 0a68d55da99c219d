using System.Data.Common;

namespace Voxie.Admin.Storage;

/// <summary>One statement that runs many times in a transaction: parsed by the database once.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly DbCommand _command;

    /// <param name="parameters">Names of the parameters, in the order in which <see cref="RunAsync"/> gets their values.</param>
    public PreparedStatement(DbConnection connection, DbTransaction transaction, string sql, params IReadOnlyList<string> parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of ours.
        _command.CommandText = sql;
#pragma warning restore CA2100
        _command.Transaction = transaction;
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <returns>Rows changed.</returns>
    /// <exception cref="DbException">The database refuses.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
        return await _command.ExecuteNonQueryAsync(cancellation);
    }

    public void Dispose() => _command.Dispose();
}
