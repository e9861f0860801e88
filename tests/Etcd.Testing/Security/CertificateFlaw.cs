namespace Etcd.Testing;

/// <summary>What is wrong with a certificate.</summary>
public enum CertificateFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It ended with the year 2020.</summary>
    Expired,

    /// <summary>It begins with the year 2089.</summary>
    NotYetValid,

    /// <summary>It is for <c>elsewhere.example</c> and for no address.</summary>
    WrongName,

    /// <summary>An authority has signed it that nobody trusts.</summary>
    OtherAuthority,
}
