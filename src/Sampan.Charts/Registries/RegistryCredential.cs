namespace Sampan.Charts.Registries;

/// <summary>What a registry is signed in to with: a name and a password, or with an empty name an identity token.</summary>
public sealed record RegistryCredential(string Username, string Password)
{
    /// <summary>No credential.</summary>
    public static RegistryCredential None { get; } = new("", "");

    internal bool IsNone => Password.Length == 0;

    internal bool IsToken => Username.Length == 0 && Password.Length > 0;
}
