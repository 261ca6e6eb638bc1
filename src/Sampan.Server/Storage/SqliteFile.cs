using System.Globalization;
using Microsoft.Data.Sqlite;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Storage.Encryption;
using SQLitePCL;

namespace Sampan.Server.Storage;

/// <summary>The database behind <see cref="SqliteStore"/>: the newest version of every object, and the revision counter.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const int FormatVersion = 1;
    private readonly SqliteConnection _connection;
    private readonly ValueEncryption _encryption;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _put;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _setRevision;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollBack;

    private SqliteFile(SqliteConnection connection, ValueEncryption encryption)
    {
        _connection = connection;
        _encryption = encryption;
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        _put = new SqliteStatement(
            connection,
            """
            INSERT INTO objects (collection, name, created, modified, expires, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (collection, name) DO UPDATE SET created = excluded.created, modified = excluded.modified, expires = excluded.expires, value = excluded.value
            """);
        _delete = new SqliteStatement(connection, "DELETE FROM objects WHERE collection = ?1 AND name = ?2");
        _setRevision = new SqliteStatement(connection, "UPDATE facts SET value = ?1 WHERE name = 'revision'");
        _commit = new SqliteStatement(connection, "COMMIT");
        _rollBack = new SqliteStatement(connection, "ROLLBACK");
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
            // Who copies the database may hold it for a moment.
            Execute(connection, "PRAGMA busy_timeout = 30000");
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
        _begin.Run();
        try
        {
            foreach (var (key, _, change) in commits)
            {
                Write(key, change);
            }

            _setRevision.Bind(1, revision.ToString(CultureInfo.InvariantCulture));
            _setRevision.Run();
            _commit.Run();
        }
        catch
        {
            // Some failures, such as a full disk, have ended the transaction already.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _rollBack.Run();
            }

            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_begin, _put, _delete, _setRevision, _commit, _rollBack])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Write(StoreKey key, StoreEvent change)
    {
        var statement = change.IsDelete ? _delete : _put;
        statement.Bind(1, key.Collection);
        statement.Bind(2, key.Name);
        if (!change.IsDelete)
        {
            statement.Bind(3, change.Object.CreateRevision);
            statement.Bind(4, change.Object.ModRevision);
            statement.Bind(5, change.Object.Expires?.ToUnixTimeMilliseconds());
            var json = change.Object.Object.Utf8Json;
            statement.Bind(6, _encryption.IsConfigured ? _encryption.Write(key, json.ToArray()) : json.Span);
        }

        statement.Run();
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

    public static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
