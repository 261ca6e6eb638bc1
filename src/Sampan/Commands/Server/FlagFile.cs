using Sampan.Errors;

namespace Sampan.Commands.Server;

/// <summary>A file that a flag names.</summary>
internal static class FlagFile
{
    /// <summary>Reads it; null without one.</summary>
    /// <exception cref="UserException">It cannot be read, or <paramref name="parse"/> finds it malformed; the message names flag and file.</exception>
    public static T? Read<T>(string flag, string? path, Func<string, T> parse)
        where T : class
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw new UserException($"{flag} {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a file of certificates; null without one.</summary>
    public static string? ReadCertificates(string flag, string? path) => Read(flag, path, text => text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
        ? text
        : throw new InvalidDataException("there is no PEM certificate in it"));
}
