namespace Sampan.Fleet.Policies;

/// <summary>How exactly a resource selector fits an object. More exact ones win over less exact ones.</summary>
public enum SelectorMatch
{
    /// <summary>It does not fit.</summary>
    None,

    /// <summary>It names the kind only.</summary>
    Kind,

    /// <summary>It selects by labels.</summary>
    Labels,

    /// <summary>It names the object.</summary>
    Name,
}
