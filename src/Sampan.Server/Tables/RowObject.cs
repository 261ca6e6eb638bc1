namespace Sampan.Server.Tables;

/// <summary>What a row carries of its object (<c>includeObject</c>).</summary>
public enum RowObject
{
    /// <summary>Its metadata, the default.</summary>
    Metadata,

    /// <summary>All of it.</summary>
    Object,

    /// <summary>Nothing.</summary>
    None,
}
