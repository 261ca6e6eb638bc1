namespace Sampan.Server.Storage;

/// <summary>A data folder that this version of Sampan cannot read.</summary>
public sealed class StoreVersionException(string path, string found, int expected)
    : Exception($"{path} holds data of format {found}, and this version of sampan reads format {expected}. Use the version that wrote it, or give another data folder.");
