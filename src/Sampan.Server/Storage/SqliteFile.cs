using System.Globalization;
using Microsoft.Data.Sqlite;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Storage;

/// <summary>The database behind <see cref="SqliteStore"/>: the newest version of every object, and the revision counter.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const int FormatVersion = 1;
    private readonly SqliteConnection _connection;
    private readonly ValueEncryption _encryption;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _setRevision;

    private SqliteFile(SqliteConnection connection, ValueEncryption encryption)
    {
        _connection = connection;
        _encryption = encryption;
        _put = Prepare(
            """
            INSERT INTO objects (collection, name, created, modified, expires, value) VALUES ($collection, $name, $created, $modified, $expires, $value)
            ON CONFLICT (collection, name) DO UPDATE SET created = excluded.created, modified = excluded.modified, expires = excluded.expires, value = excluded.value
            """,
            "$collection", "$name", "$created", "$modified", "$expires", "$value");
        _delete = Prepare("DELETE FROM objects WHERE collection = $collection AND name = $name", "$collection", "$name");
        _setRevision = Prepare("UPDATE facts SET value = $revision WHERE name = 'revision'", "$revision");
    }

    public static SqliteFile Open(string path, ValueEncryption encryption)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // FULL flushes the log at every commit: an acknowledged write survives a crash of the machine as well.
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            CreateOrCheck(connection, path);
            if (encryption.IsConfigured)
            {
                // What is replaced by its encrypted form must not stay in free pages, nor in the log.
                Execute(connection, "PRAGMA secure_delete = ON");
                Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            }

            return new SqliteFile(connection, encryption);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads everything.</summary>
    public StoreSnapshot Load()
    {
        var state = StoreSnapshot.Empty;
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT collection, name, created, modified, expires, value FROM objects";
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var key = new StoreKey(rows.GetString(0), rows.GetString(1));
                DateTimeOffset? expires = rows.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4));
                var (json, isStale) = _encryption.Read(key, rows.GetFieldValue<byte[]>(5));
                state = state.With(key.Collection, new StoredObject(key.Name, KubernetesObject.FromTrusted(json), rows.GetInt64(2), rows.GetInt64(3), expires) { IsStale = isStale }, revision: 0);
            }
        }

        return state.AtRevision(long.Parse(Fact(_connection, "revision")!, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes changes and the revision that they lead to, in one transaction.</summary>
    public void Save(IReadOnlyList<StoreHistory.Commit> commits, long revision)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var (key, _, change) in commits)
        {
            Run(change, key, transaction);
        }

        _setRevision.Transaction = transaction;
        _setRevision.Parameters[0].Value = revision.ToString(CultureInfo.InvariantCulture);
        _setRevision.ExecuteNonQuery();
        transaction.Commit();
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
        _setRevision.Dispose();
        _connection.Dispose();
    }

    private void Run(StoreEvent change, StoreKey key, SqliteTransaction transaction)
    {
        var command = change.IsDelete ? _delete : _put;
        command.Transaction = transaction;
        command.Parameters[0].Value = key.Collection;
        command.Parameters[1].Value = key.Name;
        if (!change.IsDelete)
        {
            command.Parameters[2].Value = change.Object.CreateRevision;
            command.Parameters[3].Value = change.Object.ModRevision;
            command.Parameters[4].Value = change.Object.Expires is { } expires ? expires.ToUnixTimeMilliseconds() : DBNull.Value;
            command.Parameters[5].Value = _encryption.Write(key, change.Object.Object.Utf8Json.ToArray());
        }

        command.ExecuteNonQuery();
    }

    private static void CreateOrCheck(SqliteConnection connection, string path)
    {
        Execute(
            connection,
            """
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS objects (
                collection TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
                expires INTEGER NULL, value BLOB NOT NULL, PRIMARY KEY (collection, name));
            INSERT OR IGNORE INTO facts VALUES ('format', '1'), ('revision', '1');
            COMMIT;
            """);
        CheckFormat(connection, path);
    }

    /// <summary>Refuses a database of another version's format.</summary>
    public static void CheckFormat(SqliteConnection connection, string path)
    {
        var found = Fact(connection, "format");
        if (found != FormatVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new StoreVersionException(path, found ?? "unknown", FormatVersion);
        }
    }

    /// <summary>What the database says of itself.</summary>
    public static string? Fact(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM facts WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string;
    }

    private SqliteCommand Prepare(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    public static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
