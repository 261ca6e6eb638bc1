namespace Sampan.Server.Admission;

/// <summary>What a request does to an object, as admission rules name it.</summary>
internal enum AdmissionOperation
{
    /// <summary><c>CREATE</c>: a new object, or a POST to a subresource.</summary>
    Create,

    /// <summary><c>UPDATE</c>: a put or a patch.</summary>
    Update,

    /// <summary><c>DELETE</c>: of one object, or of each in a collection.</summary>
    Delete,

    /// <summary><c>CONNECT</c>: a stream to a node, a pod or a service.</summary>
    Connect,
}
