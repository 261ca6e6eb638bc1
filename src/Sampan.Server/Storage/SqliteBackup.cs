using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Sampan.Server.Storage;

/// <summary>
/// Copies of a <see cref="SqliteStore"/>'s database, taken while it is written, and put back. A backup is a SQLite
/// database of the store's own format with the facts <c>digest</c> (SHA-256 over all rows, hexadecimal) and <c>note</c>.
/// </summary>
public static class SqliteBackup
{
    // What etcd's restore is told to skip: nobody can have seen a version that comes again under another state.
    private const long SkippedRevisions = 1_000_000_000;

    /// <summary>Copies a database as it is at one moment; writers go on meanwhile.</summary>
    /// <param name="database">The database.</param>
    /// <param name="target">The backup, which appears whole or not at all.</param>
    /// <param name="note">A text to keep with it.</param>
    /// <param name="overwrites">Whether an existing file may be replaced.</param>
    /// <exception cref="IOException">The target exists, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">The database is damaged.</exception>
    public static BackupSummary Create(string database, string target, string note, bool overwrites)
    {
        var partial = target + ".partial";
        File.Delete(partial);
        try
        {
            using (var source = Open(database, SqliteOpenMode.ReadWrite))
            using (var copy = Open(partial, SqliteOpenMode.ReadWriteCreate))
            {
                source.BackupDatabase(copy);
                SqliteFile.Execute(copy, "PRAGMA journal_mode = DELETE");
                Set(copy, "digest", Digest(copy));
                Set(copy, "note", note);
            }

            var summary = Check(partial);
            Place(partial, target, overwrites);
            return summary;
        }
        catch (SqliteException exception)
        {
            throw new IOException($"{database} cannot be copied to {target}: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Checks that a backup is whole and unchanged.</summary>
    /// <exception cref="InvalidDataException">It is not; the message says why.</exception>
    /// <exception cref="StoreVersionException">It is of another version's format.</exception>
    public static BackupSummary Check(string backup)
    {
        try
        {
            using var connection = Open(backup, SqliteOpenMode.ReadOnly);
            if (Scalar(connection, "PRAGMA integrity_check") is not "ok" and var fault)
            {
                throw new InvalidDataException($"{backup} is damaged: {fault}");
            }

            SqliteFile.CheckFormat(connection, backup);
            if (SqliteFile.Fact(connection, "digest") is not { } digest || digest != Digest(connection))
            {
                throw new InvalidDataException($"{backup} is no whole backup: its digest is missing or is not that of its objects");
            }

            return new BackupSummary(
                long.Parse(SqliteFile.Fact(connection, "revision")!, CultureInfo.InvariantCulture),
                Convert.ToInt64(Scalar(connection, "SELECT count(*) FROM objects"), CultureInfo.InvariantCulture),
                SqliteFile.Fact(connection, "note") ?? "");
        }
        catch (SqliteException exception)
        {
            throw new InvalidDataException($"{backup} is no backup of sampan's: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Puts a backup in a database's place. Its revision is raised far above all that were given out, so that clients that
    /// know newer versions than the backup's are told to list anew instead of being misled.
    /// </summary>
    /// <param name="backup">The backup, which is checked first.</param>
    /// <param name="database">The database, which no server may have open.</param>
    /// <param name="overwrites">Whether an existing database may be replaced.</param>
    /// <exception cref="IOException">The database exists, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">The backup is damaged.</exception>
    public static BackupSummary Restore(string backup, string database, bool overwrites)
    {
        var summary = Check(backup);
        var partial = database + ".partial";
        try
        {
            File.Copy(backup, partial, overwrite: true);
            using (var copy = Open(partial, SqliteOpenMode.ReadWrite))
            {
                Set(copy, "revision", (summary.Revision + SkippedRevisions).ToString(CultureInfo.InvariantCulture));
                SqliteFile.Execute(copy, "DELETE FROM facts WHERE name IN ('digest', 'note')");
            }

            if (overwrites)
            {
                // A log that stayed would be taken for the restored database's.
                File.Delete(database + "-wal");
                File.Delete(database + "-shm");
            }

            Place(partial, database, overwrites);
            return summary;
        }
        catch (SqliteException exception)
        {
            throw new IOException($"{backup} cannot be restored to {database}: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Place(string partial, string target, bool overwrites)
    {
        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, target, overwrites);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string Digest(SqliteConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT collection, name, created, modified, ifnull(expires, -1), value FROM objects ORDER BY collection, name";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            Append(hash, Encoding.UTF8.GetBytes(rows.GetString(0)));
            Append(hash, Encoding.UTF8.GetBytes(rows.GetString(1)));
            for (var column = 2; column <= 4; column++)
            {
                Append(hash, rows.GetInt64(column));
            }

            Append(hash, rows.GetFieldValue<byte[]>(5));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    private static void Set(SqliteConnection connection, string fact, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO facts VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        command.Parameters.AddWithValue("$name", fact);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }
}
