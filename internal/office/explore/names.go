package explore

// Names are the names of codes with six digits and more, nil where no
// nomenclature is loaded. What they can do beyond naming (search, duties, what
// lies below a code) is asked of them by type.
func (d *Desk) Names() Names { return d.names() }
