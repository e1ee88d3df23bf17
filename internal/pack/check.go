package pack

func (r *reader) together() {}
