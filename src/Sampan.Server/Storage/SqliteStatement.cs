using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sampan.Server.Storage;

/// <summary>
/// A statement without rows that is compiled once and run for every write. A command of the ADO.NET provider makes objects
/// with finalizers each time that it runs, and its transactions are compiled anew: together more work than the writing.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string text)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, text, out _statement));
    }

    /// <summary>Sets a parameter, counted from 1.</summary>
    public void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(_statement, parameter, value));

    /// <summary>Sets a parameter, counted from 1.</summary>
    public void Bind(int parameter, long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>Sets a parameter, counted from 1.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Runs the statement with the parameters as they were set last.</summary>
    /// <exception cref="SqliteException">It fails.</exception>
    public void Run()
    {
        raw.sqlite3_step(_statement);
        // Says how the step has ended.
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
